import type { CustomRole } from '@stageline/contracts';
import { useState } from 'react';
import { Button, ConfirmDialog, Panel } from '../../../shared/ui/index.ts';
import { useRemoveRole } from '../api/roles.queries.ts';
import { membersTexts } from '../texts.ts';

interface OwnRolesProps {
  readonly roles: readonly CustomRole[];
  readonly mayDefine: boolean;
  readonly onEdit: (role: CustomRole) => void;
}

/** The roles that this site has defined for itself. */
export function OwnRoles({ roles, mayDefine, onEdit }: OwnRolesProps) {
  const texts = membersTexts();
  const [leaving, setLeaving] = useState<CustomRole>();
  if (roles.length === 0) return <p className="text-sm text-text-muted">{texts.matrix.ownEmpty}</p>;
  return (
    <Panel>
      <ul className="divide-y divide-border">
        {roles.map((role) => (
          <li key={role.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1">
              <p className="font-medium wrap-anywhere">{role.name}</p>
              <p className="numeric text-sm text-text-muted">{texts.matrix.holders(role.members)}</p>
            </div>
            {mayDefine ? (
              <div className="flex gap-2">
                <Button size="sm" onClick={() => onEdit(role)}>
                  {texts.matrix.edit}
                  <span className="sr-only">{texts.matrix.ofRole(role.name)}</span>
                </Button>
                <Button size="sm" variant="danger-quiet" onClick={() => setLeaving(role)}>
                  {texts.matrix.remove}
                  <span className="sr-only">{texts.matrix.ofRole(role.name)}</span>
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {leaving === undefined ? null : <RemoveRole role={leaving} onClose={() => setLeaving(undefined)} />}
    </Panel>
  );
}

function RemoveRole({ role, onClose }: { readonly role: CustomRole; readonly onClose: () => void }) {
  const texts = membersTexts().role;
  return (
    <ConfirmDialog
      title={texts.removeTitle(role.name)}
      description={texts.removeDescription}
      confirmLabel={texts.removeConfirm}
      danger
      change={useRemoveRole()}
      input={role.id}
      done={texts.removed(role.name)}
      onClose={onClose}
    />
  );
}
