import { useState } from 'react';
import { useForm, type DefaultValues, type FieldValues } from 'react-hook-form';
import { applyIssues } from '../lib/form.ts';
import { problemTexts } from '../lib/problem-texts.ts';
import { ApiProblem } from '../lib/request.ts';
import { toast } from './toast.ts';

interface SaveFormOptions<V extends FieldValues, S extends { readonly version: number }> {
  /** What the server holds, as it was last read. */
  readonly latest: S;
  /** The same as the controls hold it. */
  readonly valuesOf: (stored: S) => V;
  /** Sends all of it with the version that was seen, and answers what is stored then. */
  readonly save: (values: V, seen: S) => Promise<S>;
  /** Reads again what the server holds. */
  readonly reload: () => Promise<S | undefined>;
  /** Said when it is saved. */
  readonly saved: string;
}

/**
 * A form over one thing that is saved as a whole, with its version. What somebody else saves meanwhile comes into a form
 * that nobody has touched; it never changes one under the hands of whoever fills it in, who is asked when they save.
 */
export function useSaveForm<V extends FieldValues, S extends { readonly version: number }>({
  latest,
  valuesOf,
  save,
  reload,
  saved,
}: SaveFormOptions<V, S>) {
  const [seen, setSeen] = useState(latest);
  const [isConflict, setConflict] = useState(false);
  const form = useForm<V>({ defaultValues: valuesOf(latest) as DefaultValues<V> });
  const { errors, isDirty, isSubmitting } = form.formState;
  const take = (stored: S) => {
    setSeen(stored);
    setConflict(false);
    form.reset(valuesOf(stored));
  };
  if (!isDirty && !isSubmitting && latest.version > seen.version) take(latest);
  const submit = form.handleSubmit(async (values) => {
    setConflict(false);
    try {
      take(await save(values, seen));
      toast.success(saved);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'conflict') setConflict(true);
      else if (!applyIssues(error, form)) form.setError('root.server', { message: problemTexts().failed });
    }
  });
  return {
    form,
    submit,
    isDirty,
    isSaving: isSubmitting,
    isConflict,
    /** What is wrong with the form as a whole; what is wrong with a field stands beside the field. */
    problem: errors.root?.['server']?.message,
    /** Gives up what was typed for what somebody else has saved. */
    takeTheirs: async () => {
      const theirs = await reload();
      if (theirs !== undefined) take(theirs);
    },
  };
}
