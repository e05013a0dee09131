import { zodResolver } from '@hookform/resolvers/zod';
import { domains } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { ApiProblem, type CallInput } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Field, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
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
      if (applyIssues(error, form)) return;
      if (!(error instanceof ApiProblem)) throw error;
      form.setError('host', { message: error.message }, { shouldFocus: true });
    }
  });
  const problem = errors.host?.message;
  return (
    <FormDialog
      onClose={onClose}
      title={texts.addTitle}
      description={texts.addHint}
      onSubmit={submit}
      submitLabel={texts.connect}
      loading={form.formState.isSubmitting}
      problem={errors.root?.['server']?.message}
    >
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
    </FormDialog>
  );
}
