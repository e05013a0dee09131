import type { CustomRole, Permission } from '@stageline/contracts';
import { Check, Minus } from 'lucide-react';
import { useState } from 'react';
import { Field, Panel, Select } from '../../../shared/ui/index.ts';
import { matrixGroups, matrixRoles, type MatrixRole } from '../lib/matrix.ts';
import { membersTexts } from '../texts.ts';

/** The matrix as a table where there is room; on a phone one role at a time. */
export function PermissionMatrix({ custom }: { readonly custom: readonly CustomRole[] }) {
  const roles = matrixRoles(custom);
  return (
    <>
      <div className="hidden lg:block">
        <MatrixTable roles={roles} />
      </div>
      <div className="lg:hidden">
        <OneRole roles={roles} />
      </div>
    </>
  );
}

const Mark = ({ allowed }: { readonly allowed: boolean }) => (
  <>
    {allowed ? (
      <Check size={16} aria-hidden="true" className="mx-auto text-success" />
    ) : (
      <Minus size={16} aria-hidden="true" className="mx-auto text-text-muted opacity-40" />
    )}
    <span className="sr-only">{allowed ? membersTexts().matrix.allowed : membersTexts().matrix.notAllowed}</span>
  </>
);

function MatrixTable({ roles }: { readonly roles: readonly MatrixRole[] }) {
  const texts = membersTexts();
  return (
    <Panel className="overflow-x-auto">
      <table className="w-full border-collapse text-sm" aria-label={texts.matrix.title}>
        <thead>
          <tr className="border-b border-border">
            <th
              scope="col"
              className="sticky start-0 z-10 bg-raised px-4 py-3 text-start text-xs font-medium text-text-muted"
            >
              {texts.matrix.permission}
            </th>
            {roles.map(({ id, label }) => (
              <th
                key={id}
                scope="col"
                className="max-w-32 min-w-20 px-2 py-3 text-center text-xs font-medium wrap-anywhere"
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        {matrixGroups().map(([group, permissions]) => (
          <tbody key={group} className="border-b border-border last:border-0">
            <tr>
              <th
                scope="colgroup"
                colSpan={roles.length + 1}
                className="px-4 pt-4 pb-1 text-start text-xs font-semibold text-text-muted"
              >
                {texts.groups[group]}
              </th>
            </tr>
            {permissions.map((permission) => (
              <MatrixRow key={permission} permission={permission} roles={roles} />
            ))}
          </tbody>
        ))}
      </table>
    </Panel>
  );
}

const MatrixRow = ({
  permission,
  roles,
}: {
  readonly permission: Permission;
  readonly roles: readonly MatrixRole[];
}) => (
  <tr className="group transition-colors hover:bg-muted">
    <th
      scope="row"
      className="sticky start-0 z-10 min-w-64 bg-raised px-4 py-2 text-start font-normal transition-colors group-hover:bg-muted first-letter:uppercase"
    >
      {membersTexts().permissions[permission]}
    </th>
    {roles.map(({ id, allows }) => (
      <td key={id} className="px-2 py-2 text-center">
        <Mark allowed={allows.has(permission)} />
      </td>
    ))}
  </tr>
);

function OneRole({ roles }: { readonly roles: readonly MatrixRole[] }) {
  const texts = membersTexts();
  const [chosen, setChosen] = useState('owner');
  const role = roles.find(({ id }) => id === chosen) ?? roles[0];
  if (role === undefined) return null;
  return (
    <>
      <Field label={texts.matrix.role}>
        {(control) => (
          <Select {...control} value={role.id} onChange={(event) => setChosen(event.target.value)}>
            {roles.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Panel className="mt-4 divide-y divide-border">
        {matrixGroups().map(([group, permissions]) => (
          <section key={group} className="px-4 py-3">
            <h2 className="text-xs font-semibold text-text-muted">{texts.groups[group]}</h2>
            <ul className="mt-1">
              {permissions.map((permission) => (
                <li key={permission} className="flex items-start justify-between gap-4 py-1.5 text-sm">
                  <span
                    className={
                      role.allows.has(permission) ? 'first-letter:uppercase' : 'text-text-muted first-letter:uppercase'
                    }
                  >
                    {texts.permissions[permission]}
                  </span>
                  <span className="pt-0.5">
                    <Mark allowed={role.allows.has(permission)} />
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Panel>
    </>
  );
}
