import type { CustomRole } from '@stageline/contracts';
import { PermissionMatrix as Matrix } from '../../../shared/ui/permission-matrix.tsx';
import { matrixGroups, matrixRoles } from '../lib/matrix.ts';
import { membersTexts } from '../texts.ts';

/** What every role of a site may do, its own included. */
export function PermissionMatrix({ custom }: { readonly custom: readonly CustomRole[] }) {
  const { matrix, groups, permissions } = membersTexts();
  return (
    <Matrix
      texts={matrix}
      roles={matrixRoles(custom)}
      groups={matrixGroups().map(([group, among]) => ({
        id: group,
        label: groups[group],
        permissions: among.map((id) => ({ id, label: permissions[id] })),
      }))}
    />
  );
}
