import { TenantRole } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Skeleton, Switch, toast } from '../../../shared/ui/index.ts';
import { factorPolicyQuery, useSetFactorPolicy } from '../api/security.queries.ts';
import { report } from '../lib/report.ts';
import { securityTexts } from '../texts.ts';
import { Row, Rows } from './row.tsx';

/** The owner's rule: whose log-in has to ask for a second factor. */
export function PolicySection() {
  const texts = securityTexts().policy;
  const { data } = useQuery(factorPolicyQuery());
  const set = useSetFactorPolicy();
  if (data === undefined) return <Skeleton className="h-40 w-full rounded-lg" />;
  const toggle = (role: TenantRole, isOn: boolean) =>
    set.mutate(isOn ? [...data.roles, role] : data.roles.filter((other) => other !== role), {
      onSuccess: () => toast(texts.saved),
      onError: report,
    });
  return (
    <Rows>
      {TenantRole.options.map((role) => (
        <Row
          key={role}
          title={<label htmlFor={`factor-${role}`}>{texts.roles[role]}</label>}
          action={
            <Switch
              id={`factor-${role}`}
              checked={data.roles.includes(role)}
              onCheckedChange={(isOn) => toggle(role, isOn)}
            />
          }
        />
      ))}
    </Rows>
  );
}
