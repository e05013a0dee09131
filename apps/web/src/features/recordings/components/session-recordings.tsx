import type { RecordingView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Captions, Clapperboard, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { formatOffset } from '../../../shared/lib/format-offset.ts';
import { formatDay, formatTime } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { formatSeconds, formatWait } from '../../../shared/lib/time-in-words.ts';
import {
  Badge,
  Button,
  buttonStyles,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  Panel,
  Section,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { recordingsQuery, useRemoveRecording } from '../api/recordings.queries.ts';
import { recordingsTexts } from '../texts.ts';

/** The recordings of a masterclass, with where each stands. */
export function SessionRecordings() {
  const { sessionId = '' } = useParams();
  const recordings = useQuery(recordingsQuery(sessionId));
  const texts = recordingsTexts();
  return (
    <Section title={texts.title} className="mt-8" description={texts.description}>
      {recordings.isPending ? (
        <Skeleton className="h-20 w-full rounded-lg" />
      ) : !recordings.data ? (
        <ErrorState error={recordings.error} onRetry={() => void recordings.refetch()} />
      ) : (
        <Panel>
          {recordings.data.items.length === 0 ? (
            <EmptyState icon={<Clapperboard size={20} />} title={texts.emptyTitle}>
              {texts.empty}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border">
              {recordings.data.items.map((recording) => (
                <Recording key={recording.id} sessionId={sessionId} recording={recording} />
              ))}
            </ul>
          )}
        </Panel>
      )}
    </Section>
  );
}

const tones = { recording: 'danger', processing: 'neutral', ready: 'success', failed: 'warning' } as const;

function Recording({ sessionId, recording }: { sessionId: string; recording: RecordingView }) {
  const texts = recordingsTexts();
  const mayRemove = useSession().permissions.includes('recordings.manage');
  const remove = useRemoveRecording(sessionId);
  const [isAsking, setAsking] = useState(false);
  const when = texts.startedAt(formatDay(recording.startedAt), formatTime(recording.startedAt));
  const isPaused = recording.pauses.at(-1)?.toMs === null;
  const isUnderWay = recording.state === 'recording' || recording.state === 'processing';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4 sm:px-5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="numeric font-medium">{when}</span>
          <Badge tone={isPaused ? 'warning' : tones[recording.state]} dot>
            {isPaused ? texts.paused : texts.state[recording.state]}
          </Badge>
        </p>
        <Facts recording={recording} />
      </div>
      {recording.state === 'recording' || recording.durationMs === null ? null : (
        <Link
          to={`/dashboard/sessions/${sessionId}/recordings/${recording.id}/transcript`}
          className={buttonStyles({ variant: 'ghost' })}
        >
          <Captions size={16} aria-hidden="true" />
          {texts.transcript}
          <span className="sr-only">{texts.ofRecording(when)}</span>
        </Link>
      )}
      {mayRemove && !isUnderWay ? (
        <Button variant="ghost" onClick={() => setAsking(true)}>
          <Trash2 size={16} aria-hidden="true" />
          {texts.remove}
          <span className="sr-only">{texts.ofRecording(when)}</span>
        </Button>
      ) : null}
      {isAsking ? (
        <ConfirmDialog
          title={texts.removeTitle}
          description={texts.removeText}
          confirmLabel={texts.removeConfirm}
          danger
          change={remove}
          input={recording.id}
          done={texts.removed}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </li>
  );
}

function Facts({ recording }: { recording: RecordingView }) {
  const texts = recordingsTexts();
  const { state, durationMs, startedBy, progress, gaps, failure, trouble } = recording;
  const missingMs = gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const facts = [
    durationMs === null ? null : formatSeconds(Math.round(durationMs / 1000)),
    startedBy === '' ? null : texts.by(startedBy),
    gaps.length === 0 ? null : texts.gaps(gaps.length, formatSeconds(Math.ceil(missingMs / 1000))),
    state !== 'processing' ? null : progress === null ? texts.collecting : texts.progress(progress.percent),
    progress?.etaSeconds == null ? null : texts.eta(formatWait(progress.etaSeconds)),
  ].filter((fact) => fact !== null);
  const reason = failure !== null ? texts.failure[failure] : trouble !== null ? texts.trouble[trouble] : null;
  return (
    <>
      <p className="mt-1 text-text-muted wrap-anywhere">{facts.join(' · ')}</p>
      <Pauses pauses={recording.pauses} />
      {progress === null ? null : (
        <progress
          value={progress.percent}
          max={100}
          aria-label={texts.state.processing}
          className="mt-2 block h-1.5 w-full max-w-60 accent-primary"
        />
      )}
      {reason === null ? null : <p className="mt-1 text-warning">{reason}</p>}
    </>
  );
}

/** So many are told one by one. */
const MOST_TOLD = 4;

/** When it was paused and for how long, so that nobody takes it for a loss. */
function Pauses({ pauses }: Pick<RecordingView, 'pauses'>) {
  const texts = recordingsTexts();
  if (pauses.length === 0) return null;
  const told = pauses.slice(0, MOST_TOLD).map(({ fromMs, toMs }) => {
    const at = formatOffset(fromMs);
    return toMs === null ? texts.pausedSince(at) : texts.pausedFor(at, lengthOf(toMs - fromMs));
  });
  const more = pauses.length - told.length;
  return (
    <p className="numeric mt-1 text-text-muted">
      {[...told, ...(more > 0 ? [texts.morePauses(more)] : [])].join(' · ')}
    </p>
  );
}

/** A pause of a moment has been one. */
const lengthOf = (ms: number): string => formatSeconds(Math.max(1, Math.round(ms / 1000)));
