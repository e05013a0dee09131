import { imports, type ImportState } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, FileUp } from 'lucide-react';
import { useId, useState, type DragEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDateTime, formatShare } from '../../../shared/lib/format.ts';
import { Badge, Notice, Page, PageHeader, PageTitle, Panel, Section } from '../../../shared/ui/index.ts';
import { FileButton } from '../../../shared/ui/file-button.tsx';
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
      <FileDrop />
      <LatestImports />
    </Page>
  );
}

export const BackLink = ({ to, children }: { readonly to: string; readonly children: string }) => (
  <Link
    to={to}
    className="tap-target mb-3 inline-flex items-center gap-1.5 text-sm font-medium text-text-muted hover:text-text"
  >
    <ArrowLeft size={16} aria-hidden="true" />
    {children}
  </Link>
);

function FileDrop() {
  const texts = importsTexts();
  const hintId = useId();
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const [isOver, setIsOver] = useState(false);
  const [isTooLarge, setIsTooLarge] = useState(false);
  const send = useSendFile(setShare);
  function choose(file: File | undefined) {
    if (file === undefined || send.isPending) return;
    const tooLarge = file.size > imports.MAX_IMPORT_BYTES;
    setIsTooLarge(tooLarge);
    setShare(0);
    if (!tooLarge) send.mutate(file, { onSuccess: ({ id }) => void navigate(`/dashboard/leads/import/${id}`) });
  }
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setIsOver(over);
  };
  const failure = isTooLarge ? texts.tooLarge : send.error?.message;
  return (
    <>
      <Panel
        className={cn(
          'flex flex-col items-center border-dashed px-6 py-12 text-center transition-colors',
          isOver && 'border-ring bg-primary-tint',
        )}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
        onDrop={(event) => {
          drag(false)(event);
          choose(event.dataTransfer.files[0]);
        }}
      >
        <FileUp size={28} aria-hidden="true" className="mb-3 text-primary-text" />
        <p className="font-semibold">{texts.drop}</p>
        <p id={hintId} className="mt-1 max-w-md text-sm text-text-muted">
          {texts.fileHint}
        </p>
        <FileButton
          accept=".csv,.tsv,.txt,text/csv"
          disabled={send.isPending}
          describedBy={hintId}
          onFile={choose}
          look={{ variant: 'primary', className: 'mt-5' }}
        >
          {send.isPending ? texts.sending(formatShare(share)) : texts.choose}
        </FileButton>
      </Panel>
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
