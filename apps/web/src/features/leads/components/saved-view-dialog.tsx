import type { SavedView, ViewQuery } from '@stageline/contracts';
import { savedViews } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Field, FormDialog, Input, Switch, toast } from '../../../shared/ui/index.ts';
import { isConflict, useViewChanges } from '../api/saved-views.queries.ts';
import { viewTexts } from '../view-texts.ts';

interface SavedViewDialogProps {
  /** What a new view keeps. */
  readonly query?: ViewQuery;
  /** The view to change. */
  readonly view?: SavedView;
  readonly onClose: () => void;
  readonly onSaved?: (view: SavedView) => void;
}

/** Keeps a view under a name, or gives one another; whoever may shares it with the team. */
export function SavedViewDialog({ query, view, onClose, onSaved }: SavedViewDialogProps) {
  const texts = viewTexts();
  const mayShare = useSession().permissions.includes('views.share');
  const { create, change } = useViewChanges();
  const form = useForm({ defaultValues: { name: view?.name ?? '', isShared: view?.isShared ?? false } });
  const { error } = view === undefined ? create : change;
  const nameError = form.formState.errors.name?.message;
  const submit = form.handleSubmit(async (draft) => {
    try {
      const saved = await (view === undefined
        ? create.mutateAsync({ ...draft, query: query! })
        : change.mutateAsync({ view, ...draft }));
      toast(texts.saved(saved.name));
      onSaved?.(saved);
      onClose();
    } catch (failure) {
      applyIssues(failure, form);
    }
  });
  const isShared = form.watch('isShared');
  return (
    <FormDialog
      title={view === undefined ? texts.newTitle : texts.editTitle}
      description={view === undefined ? texts.newHint : undefined}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={create.isPending || change.isPending}
      problem={
        error === null || nameError !== undefined ? undefined : isConflict(error) ? texts.conflict : error.message
      }
    >
      <Field label={texts.name} error={nameError}>
        {(control) => (
          <Input
            {...control}
            maxLength={savedViews.MAX_VIEW_NAME}
            {...form.register('name', { validate: (name) => name.trim() !== '' || texts.nameMissing })}
          />
        )}
      </Field>
      {mayShare || isShared ? (
        <div className="flex items-start justify-between gap-4">
          <label htmlFor="view-shared" className="min-w-0">
            <span className="block font-medium">{texts.share}</span>
            <span className="block text-sm text-text-muted">{texts.shareHint}</span>
          </label>
          <Switch
            id="view-shared"
            checked={isShared}
            onCheckedChange={(checked) => form.setValue('isShared', checked, { shouldDirty: true })}
          />
        </div>
      ) : null}
    </FormDialog>
  );
}
