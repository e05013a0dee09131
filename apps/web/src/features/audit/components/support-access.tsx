import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Notice, Panel, Skeleton, Switch } from '../../../shared/ui/index.ts';
import { supportPolicyQuery, useSetSupportPolicy } from '../api/audit.queries.ts';
import { auditTexts } from '../texts.ts';

/** The owner's word on visits of support; a no ends one that is under way. */
export function SupportAccess() {
  const texts = auditTexts();
  const policy = useQuery(supportPolicyQuery);
  const setPolicy = useSetSupportPolicy();
  const id = useId();
  if (policy.isError) return null;
  return (
    <Panel className="mb-6 flex items-start gap-4 p-4">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="font-medium">
          {texts.supportTitle}
        </label>
        <p className="mt-0.5 text-sm text-text-muted">
          {policy.data?.allowed === false ? texts.supportOff : texts.support}
        </p>
        {setPolicy.isError ? <Notice className="mt-3">{setPolicy.error.message}</Notice> : null}
      </div>
      {policy.data === undefined ? (
        <Skeleton className="h-6 w-10 rounded-full" />
      ) : (
        <Switch id={id} checked={policy.data.allowed} onCheckedChange={(allowed) => setPolicy.mutate(allowed)} />
      )}
    </Panel>
  );
}
