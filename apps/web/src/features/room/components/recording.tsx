import { Disc2, Pause, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Badge, Button } from '../../../shared/ui/index.ts';
import { recordingTexts } from '../recording-texts.ts';
import { type RunningRecording, useRoom } from '../slice.ts';

/** Says calmly, for as long as it runs, that the session is recorded; to hosts also for how long. */
export function RecordingMark({ withTime = false }: { withTime?: boolean }) {
  const recording = useRoom((room) => room.recording);
  if (recording === null) return null;
  const texts = recordingTexts();
  const isPaused = recording.pausedSince !== null;
  const Icon = isPaused ? Pause : Disc2;
  return (
    <Badge tone={isPaused ? 'warning' : 'danger'} className="shrink-0">
      <Icon size={12} aria-hidden="true" />
      <span className="max-sm:sr-only">{isPaused ? texts.markPaused : texts.mark}</span>
      <span aria-hidden="true" className="sm:hidden">
        {isPaused ? texts.markPausedShort : texts.markShort}
      </span>
      {withTime ? <Elapsed recording={recording} /> : null}
    </Badge>
  );
}

/** How long it has lasted, without its pauses. */
function Elapsed({ recording }: { recording: RunningRecording }) {
  const { since, pausedSince, pausedMs } = recording;
  const now = useNow(1000);
  const until = pausedSince === null ? now : Date.parse(pausedSince);
  const seconds = Math.max(0, Math.floor((until - Date.parse(since) - pausedMs) / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return (
    <span role="timer" aria-label={recordingTexts().lasts} className="numeric max-sm:hidden">
      {hours > 0 ? `${hours}:` : ''}
      {two(Math.floor((seconds % 3600) / 60))}:{two(seconds % 60)}
    </span>
  );
}

/**
 * Tells everybody that the session is recorded: at the moment in which it begins, and whoever comes later as they come. It
 * stays until it is read, and is away while nothing is recorded. A screen reader also hears of every pause and its end.
 */
export function RecordingNotice() {
  const id = useRoom((room) => room.recording?.id ?? null);
  const isPaused = useRoom((room) => room.recording?.pausedSince != null);
  const wentOn = useRoom((room) => room.recording !== null && room.recording.pausedMs > 0);
  const isHost = useRoom((room) => room.standing === 'host');
  const [read, setRead] = useState<string | null>(null);
  const texts = recordingTexts();
  const isShown = id !== null && !isPaused && read !== id;
  return (
    <div role="status" aria-live="polite">
      {isPaused ? <p className="sr-only">{texts.paused}</p> : null}
      {!isPaused && wentOn && !isShown ? <p className="sr-only">{texts.resumed}</p> : null}
      {isShown ? (
        <div className="flex animate-fade items-center gap-3 border-b border-border bg-muted px-4 py-2 text-sm">
          <ShieldCheck size={20} aria-hidden="true" className="shrink-0 text-text-muted max-sm:hidden" />
          <p className="min-w-0 flex-1">
            <strong className="font-semibold">{texts.notice}</strong>{' '}
            <span className="text-text-muted">{isHost ? texts.noticeHost : texts.noticeText}</span>
          </p>
          <Button onClick={() => setRead(id)}>{texts.understood}</Button>
        </div>
      ) : null}
    </div>
  );
}
