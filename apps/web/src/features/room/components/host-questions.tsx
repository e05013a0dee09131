import type { SessionView } from '@stageline/contracts';
import { formatDay, formatTime } from '../../../shared/lib/format.ts';
import { AlertDialog, toast } from '../../../shared/ui/index.ts';
import { useEndSession, useGoLive } from '../api/room.queries.ts';
import { roomTexts } from '../texts.ts';

/** Sooner than this before the planned time, going live is more likely a try than a start. */
const EARLY_MS = 30 * 60_000;

interface HostQuestionsProps {
  readonly masterclass: SessionView;
  readonly question: 'live' | 'end' | 'leave' | null;
  readonly onClose: () => void;
  readonly onLeave: () => void;
}

/** What is asked once more, because everybody in the room notices it. */
export function HostQuestions({ masterclass, question, onClose, onLeave }: HostQuestionsProps) {
  const texts = roomTexts().host;
  const goLive = useGoLive(masterclass.id);
  const end = useEndSession(masterclass.id);
  const { startsAt } = masterclass;
  const isEarly = question === 'live' && Date.parse(startsAt) - Date.now() > EARLY_MS;
  const close = (isOpen: boolean) => (isOpen ? undefined : onClose());
  return (
    <>
      <AlertDialog
        open={question === 'live'}
        onOpenChange={close}
        title={isEarly ? texts.earlyTitle : texts.liveTitle}
        description={isEarly ? texts.earlyText(formatDay(startsAt), formatTime(startsAt)) : texts.liveText}
        confirmLabel={texts.earlyConfirm}
        cancelLabel={texts.notYet}
        loading={goLive.isPending}
        onConfirm={() =>
          goLive.mutate(undefined, {
            onSettled: onClose,
            onError: (error) => toast.error(texts.notLive, { description: error.message }),
          })
        }
      />
      <AlertDialog
        open={question === 'end'}
        onOpenChange={close}
        title={texts.endTitle}
        description={texts.endText}
        confirmLabel={texts.endConfirm}
        cancelLabel={texts.goOn}
        danger
        loading={end.isPending}
        onConfirm={() =>
          end.mutate(undefined, {
            onSuccess: onClose,
            onError: (error) => toast.error(texts.notEnded, { description: error.message }),
          })
        }
      />
      <AlertDialog
        open={question === 'leave'}
        onOpenChange={close}
        title={texts.leaveTitle}
        description={texts.leaveText}
        confirmLabel={texts.leaveConfirm}
        cancelLabel={texts.stay}
        danger
        onConfirm={onLeave}
      />
    </>
  );
}
