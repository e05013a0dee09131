import type { Locale, MailTemplateBody, MailTemplateKey } from '@stageline/contracts';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** Which mail, and in which language. */
export interface TemplateName {
  readonly key: MailTemplateKey;
  readonly locale: Locale;
}
const paramsOf = ({ key, locale }: TemplateName) => ({ key, locale });
/** A preview of a text does not change by itself; one a minute old is as good, but for how soon it begins. */
const PREVIEW_STALE_MS = 60_000;

/** All mails of this site, in every language; there are few. */
export const templatesQuery = () =>
  queryOptions({
    queryKey: queryKeys.mailTemplates(),
    queryFn: ({ signal }) => call('mail-templates.list', { signal }),
  });

export const templateQuery = (name: TemplateName) =>
  queryOptions({
    queryKey: queryKeys.mailTemplate(name.key, name.locale),
    queryFn: ({ signal }) => call('mail-templates.get', { params: paramsOf(name), signal }),
  });

export const versionsQuery = (name: TemplateName) =>
  queryOptions({
    queryKey: queryKeys.mailTemplateVersions(name.key, name.locale),
    queryFn: ({ signal }) => call('mail-templates.versions', { params: paramsOf(name), signal }),
  });

/** A text that is not saved, as it would look; the one before stays until it is there. */
export const previewQuery = (name: TemplateName, body: MailTemplateBody) =>
  queryOptions({
    queryKey: queryKeys.mailTemplatePreview(name.key, name.locale, body),
    queryFn: ({ signal }) => call('mail-templates.preview', { params: paramsOf(name), body, signal }),
    placeholderData: keepPreviousData,
    staleTime: PREVIEW_STALE_MS,
    gcTime: PREVIEW_STALE_MS,
    retry: false,
  });

function useChange<Input, Result>(mutationFn: (input: Input) => Promise<Result>, queryKey: readonly string[]) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey }) });
}

export const useSaveTemplate = (name: TemplateName) =>
  useChange(
    (body: CallInput<'mail-templates.save'>['body']) => call('mail-templates.save', { params: paramsOf(name), body }),
    queryKeys.mailTemplates(),
  );
export const useResetTemplate = (name: TemplateName) =>
  useChange(() => call('mail-templates.reset', { params: paramsOf(name) }), queryKeys.mailTemplates());
export const useSendTest = (name: TemplateName) =>
  useMutation({
    mutationFn: (body: MailTemplateBody) => call('mail-templates.send-test', { params: paramsOf(name), body }),
  });

export const sequenceQuery = () =>
  queryOptions({ queryKey: queryKeys.mailSequence(), queryFn: ({ signal }) => call('sequences.get', { signal }) });
export const progressQuery = () =>
  queryOptions({
    queryKey: queryKeys.mailProgress(),
    queryFn: ({ signal }) => call('sequences.progress', { signal }),
    // What goes out meanwhile is counted by the server.
    refetchInterval: 30_000,
  });
export const useSaveSequence = () =>
  useChange((body: CallInput<'sequences.save'>['body']) => call('sequences.save', { body }), queryKeys.mailSequence());
