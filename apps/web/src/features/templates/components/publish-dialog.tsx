import { zodResolver } from '@hookform/resolvers/zod';
import { templates } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm } from 'react-hook-form';
import type { CallInput } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Field, FormDialog, Input, Textarea, toast } from '../../../shared/ui/index.ts';
import { templateListQuery, usePublishTemplate } from '../api/templates.queries.ts';
import { templateTexts } from '../texts.ts';

type NewVersion = CallInput<'admin.publish-template'>['body'];

/** Publishes a site's draft as the next version of a template. */
export function PublishDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = templateTexts().admin;
  const publish = usePublishTemplate();
  const known = useQuery(templateListQuery()).data?.items ?? [];
  const listId = useId();
  const form = useForm<NewVersion>({
    resolver: zodResolver(templates.publishTemplate.body),
    defaultValues: { key: '', name: '', description: '', note: '', slug: '' },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      await publish.mutateAsync(body);
      toast(texts.published);
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  /** An existing template keeps its name unless somebody types another. */
  const fillIn = (key: string) => {
    const found = known.find((template) => template.key === key);
    if (found === undefined) return;
    if (!form.formState.dirtyFields.name) form.setValue('name', found.name);
    if (!form.formState.dirtyFields.description) form.setValue('description', found.description);
  };
  return (
    <FormDialog
      onClose={onClose}
      title={texts.formTitle}
      description={texts.formText}
      onSubmit={submit}
      submitLabel={texts.submit}
      loading={form.formState.isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.slug} error={errors.slug?.message}>
        {(control) => <Input {...control} autoCapitalize="none" spellCheck={false} {...form.register('slug')} />}
      </Field>
      <Field label={texts.key} hint={texts.keyHint} error={errors.key?.message}>
        {(control) => (
          <Input
            {...control}
            list={listId}
            autoCapitalize="none"
            spellCheck={false}
            {...form.register('key', {
              onChange: (event: { target: { value: string } }) => fillIn(event.target.value),
            })}
          />
        )}
      </Field>
      <datalist id={listId}>
        {known.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </datalist>
      <Field label={texts.name} error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} />}
      </Field>
      <Field label={texts.about} error={errors.description?.message}>
        {(control) => <Input {...control} {...form.register('description')} />}
      </Field>
      <Field label={texts.note} hint={texts.noteHint} error={errors.note?.message}>
        {(control) => <Textarea {...control} rows={2} {...form.register('note')} />}
      </Field>
    </FormDialog>
  );
}
