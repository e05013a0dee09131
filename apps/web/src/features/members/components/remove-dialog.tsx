import type { MemberView } from '@stageline/contracts';
import { ConfirmDialog } from '../../../shared/ui/index.ts';
import { useRemoveMember } from '../api/members.queries.ts';
import { membersTexts } from '../texts.ts';

/** Takes a member off the team, after a question. */
export function RemoveDialog({ member, onClose }: { readonly member: MemberView; readonly onClose: () => void }) {
  const texts = membersTexts().removing;
  return (
    <ConfirmDialog
      title={texts.title(member.name)}
      description={texts.description}
      confirmLabel={texts.confirm}
      danger
      change={useRemoveMember()}
      input={member.id}
      done={texts.removed(member.name)}
      onClose={onClose}
    />
  );
}
