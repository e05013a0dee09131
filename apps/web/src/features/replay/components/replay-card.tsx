import type { ReplayEntry, ReplayView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useCallback, useState } from 'react';
import { formatDay, formatTime } from '../../../shared/lib/format.ts';
import {
  Badge,
  Button,
  ConfirmDialog,
  ErrorState,
  Notice,
  Panel,
  Section,
  Skeleton,
  toast,
} from '../../../shared/ui/index.ts';
import { previewQuery, useReplayChanges } from '../api/replay.queries.ts';
import { usePlayer } from '../hooks/use-player.ts';
import { chapterTitle } from '../lib/chapter-title.ts';
import { clockText } from '../lib/clock-text.ts';
import { replayTexts } from '../texts.ts';
import { ChaptersDialog } from './chapters-dialog.tsx';
import { FilmMarks } from './film-marks.tsx';
import { PlayerFrame } from './player-frame.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { ViewerCurves } from './viewer-curves.tsx';
import { ViewersList } from './viewers-list.tsx';

type Asked = 'publish' | 'take-down' | 'chapters' | null;

/** One replay: the film, who may see it, its chapters, and who has. */
export function ReplayCard({ replay }: { readonly replay: ReplayEntry }) {
  const [asked, setAsked] = useState<Asked>(null);
  const changes = useReplayChanges(replay.id);
  const texts = replayTexts().manage;
  const close = () => setAsked(null);
  return (
    <section aria-label={texts.recordingFrom(formatDay(replay.recordedAt), formatTime(replay.recordedAt))}>
      <Head replay={replay} onAsk={setAsked} />
      {replay.state === 'ready' ? (
        <>
          <Preview replayId={replay.id} />
          {replay.publication === 'published' ? <Access replay={replay} /> : null}
          <Chapters replay={replay} onEdit={() => setAsked('chapters')} />
          <Section title={texts.curves.title} description={texts.curves.description} className="mt-8">
            <ViewerCurves replay={replay} />
          </Section>
          <Section title={texts.viewers} description={texts.viewersText} className="mt-8">
            <ViewersList replayId={replay.id} />
          </Section>
        </>
      ) : (
        <NotReady replay={replay} />
      )}
      {asked === 'publish' ? <PublishDialog replay={replay} onClose={close} /> : null}
      {asked === 'chapters' ? <ChaptersDialog replay={replay} onClose={close} /> : null}
      {asked === 'take-down' ? (
        <ConfirmDialog
          title={texts.takeDownTitle}
          description={texts.takeDownText}
          confirmLabel={texts.takeDown}
          danger
          change={changes.takeDown}
          input={null}
          done={texts.takenDown}
          onClose={close}
        />
      ) : null}
    </section>
  );
}

function Head({ replay, onAsk }: { readonly replay: ReplayEntry; readonly onAsk: (asked: Asked) => void }) {
  const texts = replayTexts().manage;
  const isPublished = replay.publication === 'published';
  const badge = replay.state === 'ready' ? replay.publication : replay.state;
  const tone = {
    published: 'success',
    failed: 'danger',
    processing: 'primary',
    draft: 'neutral',
    'taken-down': 'warning',
  } as const;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-2 text-text-muted">
        {texts.recordingFrom(formatDay(replay.recordedAt), formatTime(replay.recordedAt))}
        {replay.durationMs === null ? null : <span className="numeric">{clockText(replay.durationMs)}</span>}
        <Badge tone={tone[badge]}>{texts.state[badge]}</Badge>
      </p>
      {isPublished ? (
        <Button variant="danger-quiet" onClick={() => onAsk('take-down')}>
          {texts.takeDown}
        </Button>
      ) : null}
      {replay.state === 'failed' ? null : (
        <Button variant={isPublished ? 'secondary' : 'primary'} onClick={() => onAsk('publish')}>
          {isPublished ? texts.change : texts.publish}
        </Button>
      )}
    </div>
  );
}

function NotReady({ replay }: { readonly replay: ReplayEntry }) {
  const texts = replayTexts().manage;
  const { retry } = useReplayChanges(replay.id);
  if (replay.state === 'processing') {
    return (
      <Panel className="p-5">
        <p role="status">{texts.progress(replay.percent)}</p>
        <div
          role="progressbar"
          aria-label={texts.state.processing}
          aria-valuenow={replay.percent}
          className="mt-3 h-1.5 overflow-hidden rounded-full bg-muted"
        >
          <div className="h-full bg-primary transition-[width]" style={{ width: `${replay.percent}%` }} />
        </div>
      </Panel>
    );
  }
  return (
    <Notice className="flex flex-wrap items-center justify-between gap-3">
      <span>{texts.failure[replay.failure ?? 'interrupted']}</span>
      <Button
        size="sm"
        loading={retry.isPending}
        onClick={() => retry.mutate(undefined, { onSuccess: () => toast(texts.retried) })}
      >
        {texts.retry}
      </Button>
    </Notice>
  );
}

function Preview({ replayId }: { readonly replayId: string }) {
  const preview = useQuery(previewQuery(replayId));
  const { refetch } = preview;
  const again = useCallback(() => void refetch(), [refetch]);
  if (preview.data?.state === 'open') return <Film replayId={replayId} replay={preview.data.replay} onAgain={again} />;
  if (preview.isError) return <ErrorState error={preview.error} onRetry={again} />;
  return <Skeleton className="aspect-video w-full rounded-lg" />;
}

interface FilmProps {
  readonly replayId: string;
  readonly replay: ReplayView;
  readonly onAgain: () => void;
}

function Film({ replayId, replay, onAgain }: FilmProps) {
  const [isLost, setIsLost] = useState(false);
  const lost = useCallback(() => setIsLost(true), []);
  const { playlistUrl: url, durationMs } = replay;
  const player = usePlayer({ url, startMs: 0, durationMs, onLost: lost });
  const again = useCallback(() => {
    setIsLost(false);
    onAgain();
  }, [onAgain]);
  return (
    <>
      <div className="overflow-hidden rounded-lg">
        <PlayerFrame player={player} replay={replay} startMs={0} isLost={isLost} isGivenUp={isLost} onAgain={again} />
      </div>
      <FilmMarks replayId={replayId} onGoTo={player.act.seek} />
    </>
  );
}

function Access({ replay }: { readonly replay: ReplayEntry }) {
  const texts = replayTexts().manage;
  const url = `${window.location.origin}${replay.path}`;
  return (
    <Panel className="mt-4 p-4 sm:p-5">
      <p className="font-medium">
        {texts.access[replay.access]}
        {replay.expiresAt === null ? null : (
          <span className="font-normal text-text-muted">
            {' '}
            {texts.untilDay(formatDay(replay.expiresAt), formatTime(replay.expiresAt))}
          </span>
        )}
      </p>
      <p className="mt-1 text-text-muted">{texts.accessHint[replay.access]}</p>
      {replay.access === 'registrants' || replay.access === 'buyers' ? null : (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <code className="min-w-0 flex-1 truncate rounded-md bg-muted px-3 py-2.5 text-xs" title={url}>
            {url}
          </code>
          <Button onClick={() => void navigator.clipboard.writeText(url).then(() => toast(texts.copied))}>
            <Copy size={16} aria-hidden="true" />
            {texts.copy}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Chapters({ replay, onEdit }: { readonly replay: ReplayEntry; readonly onEdit: () => void }) {
  const texts = replayTexts().manage;
  return (
    <Section
      title={texts.chaptersTitle}
      className="mt-8"
      actions={
        <Button size="sm" onClick={onEdit}>
          {texts.editChapters}
        </Button>
      }
    >
      <Panel>
        <ol className="divide-y divide-border">
          {replay.chapters.map((chapter) => (
            <li key={chapter.atMs} className="flex gap-4 px-4 py-3">
              <span className="numeric w-14 shrink-0 text-text-muted">{clockText(chapter.atMs)}</span>
              <span className="min-w-0 wrap-anywhere">{chapterTitle(chapter)}</span>
            </li>
          ))}
        </ol>
      </Panel>
    </Section>
  );
}
