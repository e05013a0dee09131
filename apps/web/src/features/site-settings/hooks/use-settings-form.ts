import { zodResolver } from '@hookform/resolvers/zod';
import type { SiteSettings } from '@stageline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { siteSettingsQuery, useSaveSettings } from '../api/site-settings.queries.ts';
import {
  SettingsForm,
  type SettingsResult,
  type SettingsValues,
  valuesOf,
  withoutEmpty,
} from '../lib/settings-form.ts';

const check = zodResolver(SettingsForm);

/**
 * The form of the site's settings. It follows changes of others while nothing is typed; once something is, the
 * version it began from decides on the server whether saving would overwrite somebody.
 */
export function useSettingsForm(settings: SiteSettings) {
  const client = useQueryClient();
  const save = useSaveSettings();
  const base = useRef(settings.version);
  const [theirs, setTheirs] = useState<SiteSettings | null>(null);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const form = useForm<SettingsValues, unknown, SettingsResult>({
    resolver: (values, context, options) => check(withoutEmpty(values), context, options),
    defaultValues: valuesOf(settings),
  });
  const { isDirty } = form.formState;

  useEffect(() => {
    if (isDirty || settings.version === base.current) return;
    base.current = settings.version;
    form.reset(valuesOf(settings));
  }, [settings, isDirty, form]);

  const begin = (from: SiteSettings) => {
    base.current = from.version;
    setTheirs(null);
    form.reset(valuesOf(from));
  };
  const submit = async (values: SettingsResult, version: number): Promise<void> => {
    try {
      begin(await save.mutateAsync({ version, ...values }));
      setSavedAt(Date.now());
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'conflict') {
        setTheirs(await client.fetchQuery({ ...siteSettingsQuery(), staleTime: 0 }));
      } else if (!applyIssues(error, form.setError)) throw error;
    }
  };
  return {
    form,
    savedAt,
    /** What somebody else saved meanwhile; saving waits for a decision. */
    theirs,
    onSubmit: form.handleSubmit((values) => submit(values, base.current)),
    saveOverTheirs: form.handleSubmit((values) => submit(values, theirs?.version ?? base.current)),
    takeTheirs: () => theirs !== null && begin(theirs),
    discard: () => form.reset(),
    /** The logo is saved by itself; what is typed stays. */
    noteLogoSaved: (saved: SiteSettings) => {
      if (saved.version === base.current + 1) base.current = saved.version;
    },
  };
}
