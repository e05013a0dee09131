import type { MembershipId, MemberView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Field, FormDialog, Select } from '../../../shared/ui/index.ts';
import { memberListQuery, useSetLeader } from '../api/members.queries.ts';
import { membersTexts } from '../texts.ts';

interface LeaderDialogProps {
  readonly member: MemberView;
  readonly onClose: () => void;
}

/** Chooses who leads a member; the server refuses circles. */
export function LeaderDialog({ member, onClose }: LeaderDialogProps) {
  const texts = membersTexts().leading;
  const others = (useQuery(memberListQuery()).data?.items ?? []).filter(({ id }) => id !== member.id);
  const setLeader = useSetLeader();
  const form = useForm({ defaultValues: { leaderId: (member.leaderId ?? '') as string } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ leaderId }) => {
    try {
      await setLeader.mutateAsync({ id: member.id, leaderId: leaderId === '' ? null : (leaderId as MembershipId) });
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.title(member.name)}
      description={texts.description}
      onSubmit={submit}
      submitLabel={texts.submit}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.label} error={errors.leaderId?.message}>
        {(control) => (
          <Select {...control} {...form.register('leaderId')}>
            <option value="">{texts.nobody}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </FormDialog>
  );
}
