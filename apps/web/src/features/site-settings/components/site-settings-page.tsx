import { useQuery } from '@tanstack/react-query';
import { useSite } from '../../../shared/lib/session.ts';
import { ErrorState, Page, PageTitle, Skeleton } from '../../../shared/ui/index.ts';
import { siteDraftQuery } from '../api/site-draft.queries.ts';
import type { SitePreview } from '../lib/site-preview.ts';
import { settingsTexts } from '../texts.ts';
import { SettingsEditor } from './settings-editor.tsx';

/** Customising the site: the form beside the page that it changes. */
export function SiteSettingsPage({ Preview }: { Preview: SitePreview }) {
  const draft = useQuery(siteDraftQuery());
  const site = useSite();
  if (draft.data && site.data) return <SettingsEditor draft={draft.data} site={site.data} Preview={Preview} />;
  const failed = draft.isError ? draft : site.isError ? site : null;
  return (
    <Page>
      <PageTitle>{settingsTexts().title}</PageTitle>
      {failed === null ? <EditorSkeleton /> : <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
    </Page>
  );
}

const EditorSkeleton = () => (
  <div role="status" aria-label={settingsTexts().loading} className="flex max-w-md flex-col gap-6">
    <Skeleton className="h-8 w-40" />
    {[0, 1, 2, 3, 4].map((index) => (
      <div key={index}>
        <Skeleton className="h-4 w-28" />
        <Skeleton className="mt-2 h-11 w-full" />
      </div>
    ))}
  </div>
);
