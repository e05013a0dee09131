import type { Material } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { FileUp, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { formatBytes } from '../../../shared/lib/format-bytes.ts';
import { formatShare } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { FileButton } from '../../../shared/ui/file-button.tsx';
import { AlertDialog, Button, ErrorState, Notice, Panel, Section, Skeleton, toast } from '../../../shared/ui/index.ts';
import { materialsQuery, useAddMaterial, useRemoveMaterial } from '../api/sessions.queries.ts';
import { sessionsTexts } from '../texts.ts';

const MAX_BYTES = 25 * 1024 * 1024;

/** The slides and handouts of a masterclass, for those who prepare it. */
export function SessionMaterials({ sessionId, isOver }: { sessionId: string; isOver: boolean }) {
  const { operations } = useSession();
  if (!operations.includes('materials.list')) return null;
  const texts = sessionsTexts().materials;
  return (
    <Section title={texts.title} description={texts.description} className="mt-8">
      {isOver ? null : <Adding sessionId={sessionId} />}
      <Files sessionId={sessionId} />
    </Section>
  );
}

function Adding({ sessionId }: { sessionId: string }) {
  const texts = sessionsTexts().materials;
  const hintId = useId();
  const [share, setShare] = useState(0);
  const [isTooLarge, setIsTooLarge] = useState(false);
  const add = useAddMaterial(sessionId, setShare);
  const choose = (file: File | undefined) => {
    if (file === undefined || add.isPending) return;
    const tooLarge = file.size > MAX_BYTES;
    setIsTooLarge(tooLarge);
    setShare(0);
    if (!tooLarge) add.mutate(file);
  };
  const failure = isTooLarge ? texts.tooLarge : add.error?.message;
  return (
    <div className="mb-3 flex flex-col gap-3">
      <div className="relative flex flex-wrap items-center gap-x-4 gap-y-2">
        <FileButton
          accept="application/pdf,.pdf"
          disabled={add.isPending}
          describedBy={hintId}
          onFile={choose}
          look={{ size: 'sm' }}
        >
          <FileUp size={16} aria-hidden="true" />
          {texts.add}
        </FileButton>
        <p id={hintId} className="m-0 text-text-muted">
          {texts.hint}
        </p>
      </div>
      {add.isPending ? (
        <p role="status" className="numeric m-0">
          {share < 1 ? texts.sending(formatShare(share)) : texts.checking}
        </p>
      ) : null}
      {failure === undefined ? null : <Notice tone="danger">{failure}</Notice>}
    </div>
  );
}

function Files({ sessionId }: { sessionId: string }) {
  const texts = sessionsTexts().materials;
  const files = useQuery(materialsQuery(sessionId));
  if (files.data === undefined)
    return files.isError ? (
      <ErrorState error={files.error} onRetry={() => void files.refetch()} />
    ) : (
      <div role="status" aria-label={texts.loading}>
        <Skeleton className="h-16 w-full rounded-lg" />
      </div>
    );
  const { items } = files.data;
  if (items.length === 0)
    return (
      <Panel className="p-4 sm:p-5">
        <p className="m-0 text-text-muted">{texts.empty}</p>
      </Panel>
    );
  return (
    <Panel>
      <ul className="m-0 list-none divide-y divide-border p-0">
        {items.map((file) => (
          <FileRow key={file.id} sessionId={sessionId} file={file} />
        ))}
      </ul>
    </Panel>
  );
}

function FileRow({ sessionId, file }: { sessionId: string; file: Material }) {
  const { id, name, bytes, pages, state, pagesReady, isGiven, downloads, pageUrls } = file;
  const texts = sessionsTexts().materials;
  const [isAsked, setIsAsked] = useState(false);
  const remove = useRemoveMaterial(sessionId);
  const facts = [
    state === 'processing' ? texts.drawing(pagesReady, pages) : texts.pages(pages),
    formatBytes(bytes),
    ...(state === 'failed' ? [texts.undrawable] : []),
    ...(isGiven ? [texts.given(downloads)] : []),
  ];
  return (
    <li className="flex items-center gap-4 p-4 sm:px-5">
      <span aria-hidden="true" className="aspect-video w-20 shrink-0 overflow-hidden rounded-sm bg-muted">
        {pageUrls[0] === undefined ? null : <img src={pageUrls[0]} alt="" className="size-full object-contain" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="m-0 font-medium wrap-anywhere">{name}</p>
        <p className="numeric m-0 text-text-muted">{facts.join(' · ')}</p>
      </div>
      <Button variant="ghost" size="icon" aria-label={texts.removeOf(name)} onClick={() => setIsAsked(true)}>
        <Trash2 size={16} aria-hidden="true" />
      </Button>
      <AlertDialog
        open={isAsked}
        onOpenChange={setIsAsked}
        title={texts.removeTitle(name)}
        description={texts.removeText}
        confirmLabel={texts.remove}
        cancelLabel={texts.keep}
        danger
        loading={remove.isPending}
        onConfirm={() =>
          remove.mutate(id, {
            onSettled: () => setIsAsked(false),
            onError: (error) => toast.error(texts.notRemoved, { description: error.message }),
          })
        }
      />
    </li>
  );
}
