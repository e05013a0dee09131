import { Check, Minus } from 'lucide-react';
import { useState } from 'react';
import { cn } from '../lib/cn.ts';
import { Field } from './field.tsx';
import { Select } from './select.tsx';
import { Panel } from './layout.tsx';

/** One column of the matrix. */
export interface MatrixRole {
  readonly id: string;
  readonly label: string;
  readonly allows: ReadonlySet<string>;
}
/** Permissions that belong together, with what they allow as the end of a sentence. */
export interface MatrixGroup {
  readonly id: string;
  readonly label: string;
  readonly permissions: readonly { readonly id: string; readonly label: string }[];
}
interface MatrixTexts {
  readonly title: string;
  readonly permission: string;
  readonly role: string;
  readonly allowed: string;
  readonly notAllowed: string;
}
interface PermissionMatrixProps {
  readonly roles: readonly MatrixRole[];
  readonly groups: readonly MatrixGroup[];
  readonly texts: MatrixTexts;
}

/** Who may do what, as a table where there is room; on a phone one role at a time. */
export const PermissionMatrix = (props: PermissionMatrixProps) => (
  <>
    <div className="hidden lg:block">
      <MatrixTable {...props} />
    </div>
    <div className="lg:hidden">
      <OneRole {...props} />
    </div>
  </>
);

const Mark = ({ allowed, texts }: { readonly allowed: boolean; readonly texts: MatrixTexts }) => (
  <>
    {allowed ? (
      <Check size={16} aria-hidden="true" className="mx-auto text-success" />
    ) : (
      <Minus size={16} aria-hidden="true" className="mx-auto text-text-muted opacity-40" />
    )}
    <span className="sr-only">{allowed ? texts.allowed : texts.notAllowed}</span>
  </>
);

function MatrixTable({ roles, groups, texts }: PermissionMatrixProps) {
  return (
    // The keyboard scrolls it, too.
    <Panel className="overflow-x-auto" role="region" aria-label={texts.title} tabIndex={0}>
      <table className="w-full border-collapse text-sm" aria-label={texts.title}>
        <thead>
          <tr className="border-b border-border">
            <th
              scope="col"
              className="sticky start-0 z-10 bg-raised px-4 py-3 text-start text-xs font-medium text-text-muted"
            >
              {texts.permission}
            </th>
            {roles.map(({ id, label }) => (
              <th
                key={id}
                scope="col"
                className={cn(
                  'max-w-32 px-2 py-3 text-center text-xs font-medium wrap-anywhere',
                  // A long name would stand one word to a line.
                  label.length > 16 ? 'min-w-32' : 'min-w-22',
                )}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ id, label, permissions }) => (
          <tbody key={id} className="border-b border-border last:border-0">
            <tr>
              <th
                scope="colgroup"
                colSpan={roles.length + 1}
                className="px-4 pt-4 pb-1 text-start text-xs font-semibold text-text-muted"
              >
                {label}
              </th>
            </tr>
            {permissions.map((permission) => (
              <MatrixRow key={permission.id} permission={permission} roles={roles} texts={texts} />
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
  texts,
}: Pick<PermissionMatrixProps, 'roles' | 'texts'> & { readonly permission: MatrixGroup['permissions'][number] }) => (
  <tr className="group transition-colors hover:bg-muted">
    <th
      scope="row"
      className="sticky start-0 z-10 min-w-64 bg-raised px-4 py-2 text-start font-normal transition-colors group-hover:bg-muted first-letter:uppercase"
    >
      {permission.label}
    </th>
    {roles.map(({ id, allows }) => (
      <td key={id} className="px-2 py-2 text-center">
        <Mark allowed={allows.has(permission.id)} texts={texts} />
      </td>
    ))}
  </tr>
);

function OneRole({ roles, groups, texts }: PermissionMatrixProps) {
  const [chosen, setChosen] = useState('owner');
  const role = roles.find(({ id }) => id === chosen) ?? roles[0];
  if (role === undefined) return null;
  return (
    <>
      <Field label={texts.role}>
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
        {groups.map(({ id: group, label, permissions }) => (
          <section key={group} className="px-4 py-3">
            <h2 className="text-xs font-semibold text-text-muted">{label}</h2>
            <ul className="mt-1">
              {permissions.map((permission) => (
                <li key={permission.id} className="flex items-start justify-between gap-4 py-1.5 text-sm">
                  <span
                    className={
                      role.allows.has(permission.id)
                        ? 'first-letter:uppercase'
                        : 'text-text-muted first-letter:uppercase'
                    }
                  >
                    {permission.label}
                  </span>
                  <span className="pt-0.5">
                    <Mark allowed={role.allows.has(permission.id)} texts={texts} />
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
