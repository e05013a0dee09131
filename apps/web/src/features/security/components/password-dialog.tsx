import { zodResolver } from '@hookform/resolvers/zod';
import { security } from '@stageline/contracts';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { CallInput } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, Dialog, DialogClose, Field, Input, Notice, toast } from '../../../shared/ui/index.ts';
import { useChangePassword } from '../api/security.queries.ts';
import { securityTexts } from '../texts.ts';

type Change = CallInput<'security.change-password'>['body'];

/** Replaces the password of somebody who knows the present one. */
export function PasswordDialog() {
  const texts = securityTexts().password;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button size="sm">{texts.change}</Button>}
      title={texts.dialogTitle}
      description={texts.hint}
    >
      <PasswordForm onDone={() => setIsOpen(false)} />
    </Dialog>
  );
}

function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const texts = securityTexts().password;
  const change = useChangePassword();
  const form = useForm<Change>({
    resolver: zodResolver(security.changePassword.body),
    defaultValues: { current: '', password: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      await change.mutateAsync(body);
      toast(texts.changed, { description: texts.changedHint });
      onDone();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'invalid-credentials')
        form.setError('current', { message: texts.wrong }, { shouldFocus: true });
      else if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      {errors.root?.['server']?.message !== undefined && <Notice>{errors.root['server'].message}</Notice>}
      <Field label={texts.current} error={errors.current?.message}>
        {(control) => (
          <Input {...control} type="password" autoComplete="current-password" {...form.register('current')} />
        )}
      </Field>
      <Field label={texts.next} hint={texts.nextHint} error={errors.password?.message}>
        {(control) => <Input {...control} type="password" autoComplete="new-password" {...form.register('password')} />}
      </Field>
      <div className="mt-2 flex justify-end gap-2">
        <DialogClose asChild>
          <Button variant="ghost">{securityTexts().cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={isSubmitting}>
          {texts.save}
        </Button>
      </div>
    </form>
  );
}
