import type { LeadId, NoteKind, NoteView } from '@stageline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { Field, FormDialog, Select, Textarea } from '../../../shared/ui/index.ts';
import { useNotes } from '../api/timeline.queries.ts';
import { timelineTexts } from '../timeline-texts.ts';

interface NoteDialogProps {
  readonly leadId: LeadId;
  /** The note to change; null for a new one. */
  readonly note: NoteView | null;
  readonly onClose: () => void;
}
interface Draft {
  readonly kind: NoteKind;
  readonly text: string;
}
const EMPTY: Draft = { kind: 'note', text: '' };

/** Writes a note or changes one. What was typed stays when it could not be saved, and for a while when a new one is left. */
export function NoteDialog({ leadId, note, onClose }: NoteDialogProps) {
  const texts = timelineTexts();
  const { create, change } = useNotes(leadId);
  const client = useQueryClient();
  const draft = queryKeys.noteDraft(leadId);
  const form = useForm<Draft>({ defaultValues: note ?? client.getQueryData<Draft>(draft) ?? EMPTY });
  const { error } = note === null ? create : change;
  const submit = form.handleSubmit(async ({ kind, text }) => {
    try {
      await (note === null ? create.mutateAsync({ kind, text }) : change.mutateAsync({ note, text }));
      if (note === null) client.removeQueries({ queryKey: draft });
      onClose();
    } catch (failure) {
      applyIssues(failure, form);
    }
  });
  const leave = () => {
    // Forgotten with everything else when they log out.
    if (note === null) client.setQueryData<Draft>(draft, form.getValues());
    onClose();
  };
  const validate = (text: string) => text.trim() !== '' || texts.missing;
  return (
    <FormDialog
      title={note === null ? texts.newNote : texts.editTitle}
      onClose={leave}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={create.isPending || change.isPending}
      problem={error === null || form.formState.errors.text !== undefined ? undefined : error.message}
    >
      {note === null ? (
        <Field label={texts.kindOfNote} hint={texts.answers}>
          {(control) => (
            <Select {...control} {...form.register('kind')}>
              {Object.entries(texts.noteKinds).map(([kind, label]) => (
                <option key={kind} value={kind}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
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
