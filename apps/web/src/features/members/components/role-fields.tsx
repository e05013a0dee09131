import type { RoleRef } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../../shared/lib/session.ts';
import { Field, Select } from '../../../shared/ui/index.ts';
import { roleListQuery } from '../api/roles.queries.ts';
import { grantableRoles } from '../lib/role-choices.ts';
import { membersTexts } from '../texts.ts';

const RANKS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

interface RoleFieldsProps {
  readonly roles: readonly RoleRef[];
  readonly rank: number;
  readonly onChange: (change: { roles: RoleRef[]; rank: number }) => void;
  /** Whether none was chosen and one has to be. */
  readonly isMissing: boolean;
}

/** Roles and rank of a member, or of somebody who is invited; only what the reader may give away. */
export function RoleFields({ roles, rank, onChange, isMissing }: RoleFieldsProps) {
  const texts = membersTexts().inviting;
  const me = useSession();
  const custom = useQuery(roleListQuery()).data?.items ?? [];
  const toggle = (ref: RoleRef) =>
    onChange({ rank, roles: roles.includes(ref) ? roles.filter((role) => role !== ref) : [...roles, ref] });
  return (
    <>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">{texts.roles}</legend>
        <div className="max-h-64 divide-y divide-border overflow-y-auto rounded-md border border-border">
          {grantableRoles(me.permissions, custom).map(({ ref, label, hint }) => (
            <label
              key={ref}
              className="grid min-h-11 cursor-pointer grid-cols-[auto_1fr] gap-x-3 px-3 py-2.5 hover:bg-muted"
            >
              <input
                type="checkbox"
                checked={roles.includes(ref)}
                onChange={() => toggle(ref)}
                className="mt-0.5 size-4.5 shrink-0 accent-primary"
              />
              <span className="text-sm font-medium wrap-anywhere">{label}</span>
              <span className="col-start-2 line-clamp-2 text-xs text-text-muted first-letter:uppercase">{hint}</span>
            </label>
          ))}
        </div>
        {isMissing ? (
          <p role="alert" className="mt-1.5 text-sm text-danger">
            {texts.atLeastOne}
          </p>
        ) : null}
      </fieldset>
      <Field label={texts.rank} hint={texts.rankHint}>
        {(control) => (
          <Select
            {...control}
            value={rank}
            onChange={(event) => onChange({ roles: [...roles], rank: Number(event.target.value) })}
          >
            {RANKS.map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}
