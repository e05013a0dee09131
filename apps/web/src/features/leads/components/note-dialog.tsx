import type { LeadId, NoteView } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Field, FormDialog, Textarea } from '../../../shared/ui/index.ts';
import { useNotes } from '../api/timeline.queries.ts';
import { timelineTexts } from '../timeline-texts.ts';

interface NoteDialogProps {
  readonly leadId: LeadId;
  /** The note to change; null for a new one. */
  readonly note: NoteView | null;
  readonly onClose: () => void;
}
/** Writes a note or changes one. What was typed stays when it could not be saved. */
export function NoteDialog({ leadId, note, onClose }: NoteDialogProps) {
  const texts = timelineTexts();
  const { create, change } = useNotes(leadId);
  const form = useForm({ defaultValues: { text: note?.text ?? '' } });
  const { error } = note === null ? create : change;
  const submit = form.handleSubmit(async ({ text }) => {
    try {
      await (note === null ? create.mutateAsync(text) : change.mutateAsync({ note, text }));
      onClose();
    } catch (failure) {
      applyIssues(failure, form.setError);
    }
  });
  const validate = (text: string) => text.trim() !== '' || texts.missing;
  return (
    <FormDialog
      title={note === null ? texts.newNote : texts.editTitle}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={create.isPending || change.isPending}
      problem={error === null || form.formState.errors.text !== undefined ? undefined : error.message}
    >
      <Field label={texts.note} error={form.formState.errors.text?.message}>
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            placeholder={texts.placeholder}
            className="max-h-80 min-h-32"
            {...form.register('text', { validate })}
          />
        )}
      </Field>
    </FormDialog>
  );
}
