import type { TemplateSummary } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { FolderSync, LayoutTemplate, Upload } from 'lucide-react';
import { useState } from 'react';
import { formatDate } from '../../../shared/lib/format.ts';
import { useAdminMay } from '../../../shared/lib/session.ts';
import {
  Badge,
  Button,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Skeleton,
  Stack,
  toast,
} from '../../../shared/ui/index.ts';
import { templateListQuery, templateSitesQuery, usePublishFolder } from '../api/templates.queries.ts';
import { templateTexts } from '../texts.ts';
import { PublishDialog } from './publish-dialog.tsx';

/** All templates with their versions, and how many sites are on each. */
export function AdminTemplatesPage() {
  const texts = templateTexts().admin;
  const list = useQuery(templateListQuery());
  const may = useAdminMay();
  const [isPublishing, setIsPublishing] = useState(false);
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={
          may('admin.publish-template') ? (
            <>
              <ReadFolder />
              <Button variant="primary" onClick={() => setIsPublishing(true)}>
                <Upload size={16} aria-hidden="true" />
                {texts.publish}
              </Button>
            </>
          ) : undefined
        }
      />
      {list.data ? (
        list.data.items.length === 0 ? (
          <Panel>
            <EmptyState icon={<LayoutTemplate size={20} />} title={texts.empty}>
              {texts.emptyText}
            </EmptyState>
          </Panel>
        ) : (
          <Stack>
            {list.data.items.map((template) => (
              <TemplateCard key={template.key} template={template} />
            ))}
          </Stack>
        )
      ) : list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading} className="flex flex-col gap-4">
          <Skeleton className="h-40 w-full rounded-lg" />
          <Skeleton className="h-40 w-full rounded-lg" />
        </div>
      )}
      {isPublishing ? <PublishDialog onClose={() => setIsPublishing(false)} /> : null}
    </Page>
  );
}

function ReadFolder() {
  const texts = templateTexts().admin;
  const read = usePublishFolder();
  return (
    <Button
      loading={read.isPending}
      onClick={() =>
        read.mutate(undefined, {
          onSuccess: () => toast(texts.folderRead),
          onError: (error) => toast.error(texts.folderFailed, { description: error.message }),
        })
      }
    >
      <FolderSync size={16} aria-hidden="true" />
      {texts.readFolder}
    </Button>
  );
}

function TemplateCard({ template }: { readonly template: TemplateSummary }) {
  const texts = templateTexts().admin;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel>
      <div className="px-4 pt-4 sm:px-5">
        <h2 className="flex flex-wrap items-baseline gap-x-3 font-semibold text-text">
          <span className="wrap-anywhere">{template.name}</span>
          <code className="text-xs font-normal text-text-muted">{template.key}</code>
        </h2>
        <p className="mt-1 text-sm wrap-anywhere text-text-muted">{template.description}</p>
      </div>
      <ul className="mt-3 divide-y divide-border border-t border-border">
        {template.versions.map(({ version, note, source, publishedAt, sites }, index) => (
          <li key={version} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-sm sm:px-5">
            <span className="min-w-0 flex-1 basis-56">
              <span className="flex flex-wrap items-center gap-2 font-medium">
                {texts.version(version)}
                {index === 0 ? <Badge tone="success">{texts.newest}</Badge> : null}
              </span>
              <span className="block wrap-anywhere text-text-muted">{note}</span>
            </span>
            <span className="numeric text-text-muted">
              {formatDate(publishedAt)}, {texts.sources[source]}
            </span>
            <span className="numeric w-20 text-end font-medium">{texts.sites(sites)}</span>
          </li>
        ))}
      </ul>
      <div className="border-t border-border px-2 py-2 sm:px-3">
        <Button variant="ghost" size="sm" aria-expanded={isOpen} onClick={() => setIsOpen((open) => !open)}>
          {texts.showSites}
        </Button>
        {isOpen ? <Sites template={template} /> : null}
      </div>
    </Panel>
  );
}

function Sites({ template }: { readonly template: TemplateSummary }) {
  const texts = templateTexts().admin;
  const sites = useQuery(templateSitesQuery(template.key));
  if (sites.isError) return <ErrorState error={sites.error} onRetry={() => void sites.refetch()} className="py-6" />;
  if (sites.data === undefined)
    return (
      <div role="status" aria-label={texts.loading} className="px-2 py-3">
        <Skeleton className="h-16 w-full" />
      </div>
    );
  if (sites.data.items.length === 0) return <p className="px-3 py-3 text-sm text-text-muted">{texts.noSites}</p>;
  return (
    <ul aria-label={texts.sitesOf(template.name)} className="max-h-80 overflow-y-auto px-3 py-2 text-sm">
      {sites.data.items.map(({ tenantId, name, slug, version }) => (
        <li key={tenantId} className="flex min-h-9 items-center gap-3">
          <span className="min-w-0 flex-1 truncate">
            {name} <span className="text-text-muted">{slug}</span>
          </span>
          <span className="numeric shrink-0 text-text-muted">{texts.onVersion(version)}</span>
        </li>
      ))}
    </ul>
  );
}
