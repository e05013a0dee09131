import type { SiteSettings } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type SettingsUpdate = CallInput<'site.update-settings'>['body'];

/** The editable settings of this site. */
export const siteSettingsQuery = () =>
  queryOptions({
    queryKey: queryKeys.siteSettings(),
    queryFn: ({ signal }) => call('site.get-settings', { signal }),
  });

/** Everything that shows the brand is asked again after a change. */
function useKeepSettings() {
  const client = useQueryClient();
  return async (settings: SiteSettings) => {
    client.setQueryData(siteSettingsQuery().queryKey, settings);
    await client.invalidateQueries({
      queryKey: queryKeys.site(),
      predicate: (query) => query.queryKey[1] !== 'settings',
    });
  };
}

/** Saves colours, texts and contact; `version` guards against overwriting somebody else's change. */
export function useSaveSettings() {
  const keep = useKeepSettings();
  return useMutation({
    mutationFn: (body: SettingsUpdate) => call('site.update-settings', { body }),
    onSuccess: keep,
  });
}
