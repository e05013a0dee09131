import type { MemberView } from '@stageline/contracts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { AlertDialog, Notice, toast } from '../../../shared/ui/index.ts';
import { useRemoveMember } from '../api/members.queries.ts';
import { membersTexts } from '../texts.ts';

/** Takes a member off the team, after a question. */
export function RemoveDialog({ member, onClose }: { readonly member: MemberView; readonly onClose: () => void }) {
  const texts = membersTexts().removing;
  const remove = useRemoveMember();
  // By promise: what succeeded takes this row away, and callbacks of a part that is gone are not called.
  const confirm = () =>
    void remove.mutateAsync(member.id).then(
      () => {
        toast(texts.removed(member.name));
        onClose();
      },
      () => undefined,
    );
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={texts.title(member.name)}
      description={texts.description}
      confirmLabel={texts.confirm}
      danger
      loading={remove.isPending}
      onConfirm={confirm}
    >
      {remove.error instanceof ApiProblem ? <Notice>{remove.error.message}</Notice> : undefined}
    </AlertDialog>
  );
}
