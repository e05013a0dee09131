import type { TenantRow } from '@stageline/contracts';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { AlertDialog, Field, Input, Notice, Textarea, toast } from '../../../shared/ui/index.ts';
import { useSuspendTenant } from '../api/admin.queries.ts';

const SHORTEST_REASON = 3;

/** Asks for the site's address and a reason before it goes dark. */
export function SuspendDialog({ tenant, onClose }: { tenant: TenantRow; onClose: () => void }) {
  const suspend = useSuspendTenant();
  const [slug, setSlug] = useState('');
  const [reason, setReason] = useState('');
  const isComplete = slug.trim() === tenant.slug && reason.trim().length >= SHORTEST_REASON;
  const confirm = () =>
    suspend.mutate(
      { id: tenant.id, slug: slug.trim(), reason: reason.trim() },
      {
        onSuccess: () => {
          toast(`${tenant.name} is suspended`, { description: 'Its pages are neutral from now on.' });
          onClose();
        },
      },
    );
  const problem = suspend.error instanceof ApiProblem ? suspend.error : null;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Suspend ${tenant.name}?`}
      description="Visitors see a neutral page at once, a live session ends, and the team cannot log in. Nothing is deleted: reactivating brings everything back."
      confirmLabel="Suspend the site"
      danger
      confirmDisabled={!isComplete}
      loading={suspend.isPending}
      onConfirm={confirm}
    >
      <div className="flex flex-col gap-4">
        {problem === null ? null : <Notice>{problem.message}</Notice>}
        <Field
          label={
            <span>
              Type <span className="font-semibold">{tenant.slug}</span> to confirm
            </span>
          }
          error={problem?.issueFor('slug')}
        >
          {(control) => (
            <Input
              {...control}
              value={slug}
              onChange={(event) => setSlug(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
        <Field label="Reason" hint="Kept in the record." error={problem?.issueFor('reason')}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </AlertDialog>
  );
}
