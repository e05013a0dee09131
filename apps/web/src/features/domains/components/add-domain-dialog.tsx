import { zodResolver } from '@hookform/resolvers/zod';
import { domains } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { ApiProblem, type CallInput } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Button, Dialog, DialogClose, Field, Input, Notice, toast } from '../../../shared/ui/index.ts';
import { useAddDomain } from '../api/domains.queries.ts';
import { said } from '../lib/server-sentence.ts';
import { domainsTexts } from '../texts.ts';

/** Connects a domain; what is to be entered at the DNS provider follows in the list. */
export function AddDomainDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = domainsTexts();
  const addDomain = useAddDomain();
  const form = useForm<CallInput<'domains.add'>['body']>({
    resolver: zodResolver(domains.addDomain.body),
    defaultValues: { host: '' },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      const added = await addDomain.mutateAsync(body);
      toast(texts.connected(added.displayHost), { description: texts.connectedHint });
      onClose();
    } catch (error) {
      if (applyIssues(error, form.setError)) return;
      if (!(error instanceof ApiProblem)) throw error;
      form.setError('host', { message: error.message }, { shouldFocus: true });
    }
  });
  const problem = errors.host?.message;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={texts.addTitle}
      description={texts.addHint}
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
        {errors.root?.['server']?.message ? <Notice>{errors.root['server'].message}</Notice> : null}
        <Field label={texts.name} hint={texts.nameHint} error={problem === undefined ? undefined : said(problem)}>
          {(control) => (
            <Input
              {...control}
              type="text"
              inputMode="url"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder={texts.namePlaceholder}
              {...form.register('host')}
            />
          )}
        </Field>
        <div className="mt-2 flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="ghost">{texts.cancel}</Button>
          </DialogClose>
          <Button type="submit" variant="primary" loading={form.formState.isSubmitting}>
            {texts.connect}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
