import type { MemberView, RoleRef } from '@stageline/contracts';
import { useState, type FormEvent } from 'react';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { FormDialog, toast } from '../../../shared/ui/index.ts';
import { useChangeRoles } from '../api/members.queries.ts';
import { membersTexts } from '../texts.ts';
import { RoleFields } from './role-fields.tsx';

/** Other roles and another rank for a member. */
export function RolesDialog({ member, onClose }: { readonly member: MemberView; readonly onClose: () => void }) {
  const texts = membersTexts().changing;
  const change = useChangeRoles();
  const [wanted, setWanted] = useState<{ roles: RoleRef[]; rank: number }>({ roles: member.roles, rank: member.rank });
  const [isMissing, setIsMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsMissing(wanted.roles.length === 0);
    if (wanted.roles.length === 0) return;
    change.mutate(
      { id: member.id, change: wanted },
      {
        onSuccess: () => {
          toast(texts.changed(member.name));
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      onClose={onClose}
      title={texts.title(member.name)}
      description={texts.description}
      onSubmit={submit}
      submitLabel={texts.submit}
      loading={change.isPending}
      problem={change.error instanceof ApiProblem ? change.error.message : undefined}
    >
      <RoleFields {...wanted} isMissing={isMissing} onChange={setWanted} />
    </FormDialog>
  );
}
