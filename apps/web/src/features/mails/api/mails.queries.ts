import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** All mails of this site, in every language; there are few. */
export const templatesQuery = () =>
  queryOptions({
    queryKey: queryKeys.mailTemplates(),
    queryFn: ({ signal }) => call('mail-templates.list', { signal }),
  });
