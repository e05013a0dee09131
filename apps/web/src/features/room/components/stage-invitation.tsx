import { useEffect, useState } from 'react';
import { Button, Dialog, toast } from '../../../shared/ui/index.ts';
import { useDevices } from '../hooks/use-devices.ts';
import type { Place } from '../hooks/use-place.ts';
import type { DeviceChoice } from '../lib/devices.ts';
import { problemWords } from '../lib/room-problem.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { stageTexts } from '../stage-texts.ts';
import { DeviceFields, DevicePreview } from './device-fields.tsx';

interface StageInvitationProps {
  readonly session: RoomSession;
  readonly place: Place;
  readonly hostName: string;
}

/**
 * Asks an invited attendee, and shows them to themselves before anybody else sees them. Closed without an answer it waits
 * behind a control of the bar.
 */
export function StageInvitation({ session, place, hostName }: StageInvitationProps) {
  const texts = stageTexts().invitation;
  const [isChoosing, setIsChoosing] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const isBack = place.standing === 'panelist' && !isBusy;
  // Each time it is asked, it begins with the question: no camera opens by itself.
  useEffect(() => {
    if (!place.isAsked) setIsChoosing(false);
  }, [place.isAsked]);
  const answer = async (work: () => Promise<void>, failed: string) => {
    setIsBusy(true);
    try {
      await work();
      place.setAsked(false);
    } catch (error) {
      // The devices were given away: the next try opens them again.
      setIsChoosing(false);
      toast.error(failed, { description: problemWords(error) });
    } finally {
      setIsBusy(false);
    }
  };
  const join = (stream: MediaStream | null, choice: DeviceChoice) =>
    answer(() => session.acceptStage(stream, choice), texts.notJoined);
  const refuse = () => answer(() => session.stepBack(), texts.notAnswered);
  return (
    <Dialog
      open={place.isAsked}
      onOpenChange={place.setAsked}
      title={isChoosing ? texts.ready : isBack ? texts.backTitle : texts.title}
      description={isChoosing ? texts.readyText : isBack ? texts.backText : texts.text(hostName)}
    >
      {isChoosing ? (
        <DeviceStep isBusy={isBusy} joinLabel={isBack ? texts.backJoin : texts.join} onJoin={join} />
      ) : (
        <>
          {isBack ? null : <p className="text-sm text-text-muted">{texts.first}</p>}
          <div className="mt-5 flex flex-col gap-2">
            <Button variant="primary" size="lg" onClick={() => setIsChoosing(true)}>
              {texts.choose}
            </Button>
            <Button variant="ghost" loading={isBusy} onClick={() => void refuse()}>
              {isBack ? texts.stepDown : texts.decline}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

interface DeviceStepProps {
  readonly isBusy: boolean;
  readonly joinLabel: string;
  readonly onJoin: (stream: MediaStream | null, choice: DeviceChoice) => Promise<void>;
}

function DeviceStep({ isBusy, joinLabel, onJoin }: DeviceStepProps) {
  const devices = useDevices();
  const hasNone = devices.stream === null && devices.problem !== null;
  return (
    <>
      <DevicePreview devices={devices} />
      <div className="mt-4 flex flex-col gap-4">
        <DeviceFields devices={devices} />
        <Button
          variant="primary"
          size="lg"
          loading={isBusy}
          disabled={devices.stream === null && devices.problem === null}
          onClick={() => void onJoin(devices.handOver(), devices.choice)}
        >
          {hasNone ? stageTexts().invitation.joinWithout : joinLabel}
        </Button>
      </div>
    </>
  );
}
