import { zodResolver } from '@hookform/resolvers/zod';
import { members } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Button, Dialog, DialogClose, Field, Input, Notice, toast } from '../../../shared/ui/index.ts';
import { type NewMember, useAddMember } from '../api/members.queries.ts';

const roles = [
  { value: 'rep', label: 'Rep', hint: 'Answers the leads that are assigned to them.' },
  { value: 'host', label: 'Host', hint: 'Plans masterclasses and goes live.' },
] as const;

/** Adds a member with a first password, which the owner hands over. */
export function AddMemberDialog({ onClose }: { onClose: () => void }) {
  const addMember = useAddMember();
  const form = useForm<NewMember>({
    resolver: zodResolver(members.addMember.body),
    defaultValues: { name: '', email: '', password: '', roles: ['rep'] },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      const member = await addMember.mutateAsync(body);
      toast(`${member.name} is in your team`, { description: 'Tell them the e-mail and password to log in with.' });
      onClose();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'email-taken') {
        form.setError(
          'email',
          { message: 'This e-mail has an account already. Please use another.' },
          { shouldFocus: true },
        );
      } else if (!applyIssues(error, form.setError)) throw error;
    }
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Add a member"
      description="They can log in at once with the password that you choose here."
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
        {errors.root?.['server']?.message ? <Notice>{errors.root['server'].message}</Notice> : null}
        <Field label="Name" error={errors.name?.message}>
          {(control) => <Input {...control} autoComplete="off" {...form.register('name')} />}
        </Field>
        <Field label="E-mail" error={errors.email?.message}>
          {(control) => <Input {...control} type="email" autoComplete="off" {...form.register('email')} />}
        </Field>
        <Field label="First password" hint="At least 10 characters." error={errors.password?.message}>
          {(control) => (
            <Input {...control} type="text" autoComplete="off" spellCheck={false} {...form.register('password')} />
          )}
        </Field>
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">What they do</legend>
          {roles.map((role) => (
            <label key={role.value} className="flex min-h-11 items-start gap-3 py-2">
              <input
                type="checkbox"
                value={role.value}
                {...form.register('roles')}
                className="mt-0.5 size-5 accent-primary"
              />
              <span>
                <span className="block font-medium">{role.label}</span>
                <span className="block text-text-muted">{role.hint}</span>
              </span>
            </label>
          ))}
          {errors.roles ? <p className="text-sm text-danger">Please choose at least one.</p> : null}
        </fieldset>
        <div className="mt-2 flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="ghost">Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" loading={form.formState.isSubmitting}>
            Add
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
