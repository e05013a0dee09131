import { TenantRole, type RoleRef } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { startTransition, useOptimistic } from 'react';
import { ErrorState, Skeleton, Switch, toast } from '../../../shared/ui/index.ts';
import { factorPolicyQuery, ownRolesQuery, useSetDemand, withDemand } from '../api/security.queries.ts';
import { report } from '../lib/report.ts';
import { securityTexts } from '../texts.ts';
import { Row, Rows } from './row.tsx';

/** The owner's rule: whose log-in has to ask for a second factor. Roles of the site's own come last. */
export function PolicySection() {
  const texts = securityTexts().policy;
  const policy = useQuery(factorPolicyQuery());
  const own = useQuery(ownRolesQuery());
  const set = useSetDemand();
  const [demanded, show] = useOptimistic(policy.data?.roles ?? [], withDemand);
  const error = policy.error ?? own.error;
  if (error !== null)
    return <ErrorState error={error} onRetry={() => void Promise.all([policy.refetch(), own.refetch()])} />;
  if (policy.data === undefined || own.data === undefined) return <Skeleton className="h-40 w-full rounded-lg" />;
  const common = TenantRole.options.map((id) => ({ id, name: texts.roles[id] }));
  const toggle = (role: RoleRef, isOn: boolean) =>
    // Shown within the click itself, and taken back when the server refuses.
    startTransition(async () => {
      show({ role, isOn });
      await set
        .mutateAsync({ role, isOn })
        .then(() => toast(texts.saved))
        .catch(report);
    });
  return (
    <Rows>
      {[...common, ...own.data.items].map(({ id, name }) => (
        <Row
          key={id}
          title={<label htmlFor={`factor-${id}`}>{name}</label>}
          action={
            <Switch id={`factor-${id}`} checked={demanded.includes(id)} onCheckedChange={(isOn) => toggle(id, isOn)} />
          }
        />
      ))}
    </Rows>
  );
}
