import type { SessionView } from '@stageline/contracts';
import { Circle, Disc2, Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { AlertDialog, toast } from '../../../shared/ui/index.ts';
import { useChangeRecording, useNewestRecording, useStartRecording, useStopRecording } from '../api/room.queries.ts';
import { recordingTexts } from '../recording-texts.ts';
import { type RunningRecording, useRoom } from '../slice.ts';
import { Control } from './control-bar.tsx';

/** Starts, pauses and stops a recording of a live session. */
export function RecordingControl({ masterclass }: { masterclass: SessionView }) {
  const texts = recordingTexts();
  const status = useRoom((room) => room.status);
  const recording = useRoom((room) => room.recording);
  const [isAsking, setAsking] = useState(false);
  const start = useStartRecording(masterclass.id);
  const stop = useStopRecording(masterclass.id);
  useFailure(masterclass.id, recording !== null || start.isSuccess);
  if (status !== 'live') return null;
  return (
    <>
      {recording === null ? (
        <Control
          icon={Circle}
          label={start.isPending ? texts.starting : texts.start}
          disabled={start.isPending}
          onClick={() =>
            start.mutate(undefined, {
              onError: (error) => toast.error(texts.notStarted, { description: error.message }),
            })
          }
        />
      ) : (
        <>
          <PauseControl sessionId={masterclass.id} recording={recording} />
          <Control icon={Disc2} label={texts.stop} onClick={() => setAsking(true)} />
        </>
      )}
      <AlertDialog
        open={isAsking && recording !== null}
        onOpenChange={(open) => (open ? undefined : setAsking(false))}
        title={texts.stopTitle}
        description={texts.stopText}
        confirmLabel={texts.stopConfirm}
        cancelLabel={texts.goOn}
        loading={stop.isPending}
        onConfirm={() =>
          recording === null
            ? undefined
            : stop.mutate(recording.id, {
                onSuccess: () => setAsking(false),
                onError: (error) => toast.error(texts.notStopped, { description: error.message }),
              })
        }
      />
    </>
  );
}

/** One button for both, so that whoever pressed it by the keyboard goes on from there. */
function PauseControl({ sessionId, recording }: { sessionId: string; recording: RunningRecording }) {
  const texts = recordingTexts();
  const isPaused = recording.pausedSince !== null;
  const change = useChangeRecording(sessionId);
  return (
    <Control
      icon={isPaused ? Play : Pause}
      label={isPaused ? texts.resume : texts.pause}
      tone={isPaused ? 'loud' : 'quiet'}
      aria-disabled={change.isPending}
      onClick={() => {
        if (change.isPending) return;
        const to = isPaused ? 'resume' : 'pause';
        const onError = (error: Error) =>
          toast.error(isPaused ? texts.notResumed : texts.notPaused, { description: error.message });
        change.mutate({ recordingId: recording.id, to }, { onError });
      }}
    />
  );
}

/** Says to the host that started it why a recording could not be made. */
function useFailure(sessionId: string, isWatching: boolean): void {
  const { data: newest } = useNewestRecording(sessionId, isWatching);
  const ran = useRef<string | null>(null);
  const running = useRoom((room) => room.recording?.id ?? null);
  useEffect(() => {
    if (running !== null) ran.current = running;
    if (newest?.failure !== 'no-writer' || newest.id !== ran.current) return;
    ran.current = null;
    toast.error(recordingTexts().notStarted, { description: recordingTexts().noWriter });
  }, [running, newest]);
}

/** What troubles the recording that runs, for hosts. */
export function RecordingTrouble({ sessionId }: { sessionId: string }) {
  const running = useRoom((room) => room.recording?.id ?? null);
  const { data: newest } = useNewestRecording(sessionId, running !== null);
  if (running === null || newest?.id !== running || newest.trouble === null) return null;
  return (
    <p role="status" className="border-b border-border bg-warning-tint px-4 py-2 text-sm text-warning">
      {recordingTexts().trouble[newest.trouble]}
    </p>
  );
}
