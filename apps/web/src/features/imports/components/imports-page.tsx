import { imports, type ImportState } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { formatDateTime, formatShare } from '../../../shared/lib/format.ts';
import { Badge, Notice, Page, PageHeader, PageTitle, Panel, Section } from '../../../shared/ui/index.ts';
import { BackLink } from '../../../shared/ui/back-link.tsx';
import { FileDrop } from '../../../shared/ui/file-drop.tsx';
import { importListQuery, useSendFile } from '../api/imports.queries.ts';
import { importsTexts } from '../texts.ts';

/** Where a file is brought, and what was brought before. */
export function ImportsPage() {
  const texts = importsTexts();
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <BackLink to="/dashboard/leads">{texts.back}</BackLink>
      <PageHeader title={texts.title} description={texts.description} />
      <Bring />
      <LatestImports />
    </Page>
  );
}

function Bring() {
  const texts = importsTexts();
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const [isTooLarge, setIsTooLarge] = useState(false);
  const send = useSendFile(setShare);
  function choose(file: File) {
    const tooLarge = file.size > imports.MAX_IMPORT_BYTES;
    setIsTooLarge(tooLarge);
    setShare(0);
    if (!tooLarge) send.mutate(file, { onSuccess: ({ id }) => void navigate(`/dashboard/leads/import/${id}`) });
  }
  const failure = isTooLarge ? texts.tooLarge : send.error?.message;
  return (
    <>
      <FileDrop
        title={texts.drop}
        hint={texts.fileHint}
        accept=".csv,.tsv,.txt,text/csv"
        label={send.isPending ? texts.sending(formatShare(share)) : texts.choose}
        isBusy={send.isPending}
        onFile={choose}
      />
      {failure === undefined ? null : <Notice className="mt-4">{failure}</Notice>}
      <p className="mt-3 text-sm text-text-muted">{texts.noMail}</p>
    </>
  );
}

const TONES = {
  uploaded: 'neutral',
  checking: 'neutral',
  'check-failed': 'danger',
  checked: 'neutral',
  running: 'primary',
  failed: 'danger',
  done: 'success',
  cancelled: 'warning',
} as const satisfies Record<ImportState, string>;

function LatestImports() {
  const texts = importsTexts();
  const { data } = useQuery(importListQuery());
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title={texts.latest} className="mt-10">
      <Panel>
        <ul>
          {data.items.map(({ id, filename, state, by, createdAt }) => (
            <li key={id} className="border-b border-border last:border-0">
              <Link
                to={`/dashboard/leads/import/${id}`}
                className="flex items-center gap-4 px-4 py-3 hover:bg-muted sm:px-5"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{filename}</span>
                  <span className="block truncate text-sm text-text-muted">
                    {texts.by(by, formatDateTime(createdAt))}
                  </span>
                </span>
                <Badge tone={TONES[state]}>{texts.states[state]}</Badge>
              </Link>
            </li>
          ))}
        </ul>
      </Panel>
    </Section>
  );
}
