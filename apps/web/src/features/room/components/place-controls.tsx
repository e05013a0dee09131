import { lazy, Suspense } from 'react';
import { LogOut, MicVocal, Volume2, VolumeX } from 'lucide-react';
import { useDispatch } from 'react-redux';
import type { Place } from '../hooks/use-place.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { roomActions, useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { roomTexts } from '../texts.ts';
import { Control } from './control-bar.tsx';
import { CaptionControl } from './caption-control.tsx';
import { MoreControls } from './more-controls.tsx';
import { MediaControls } from './media-controls.tsx';
import { Sound } from './sound.tsx';

/** Only for the few who are asked onto the stage. */
const StepDown = lazy(async () => ({ default: (await import('./step-down.tsx')).StepDown }));

/** What somebody who is no host switches: the sound, and on the stage what they send. */
export function PlaceControls({ session, place }: { session: RoomSession; place: Place }) {
  const dispatch = useDispatch();
  const isMuted = useRoom((room) => room.soundOff);
  const hasSound = useRoom((room) => room.media !== 'idle');
  const { controls: texts } = roomTexts();
  const stage = stageTexts().controls;
  const isOnStage = place.standing === 'panelist';
  return (
    <>
      <Sound session={session} isMuted={isMuted && !isOnStage} />
      {place.isSending ? <MediaControls session={session} /> : null}
      {place.canAnswer ? (
        <Control
          icon={MicVocal}
          label={place.standing === 'invited' ? stage.answer : stage.goOn}
          tone="loud"
          onClick={() => place.setAsked(true)}
        />
      ) : null}
      {hasSound && !isOnStage ? (
        <Control
          icon={isMuted ? VolumeX : Volume2}
          label={isMuted ? texts.soundOn : texts.soundOff}
          tone={isMuted ? 'off' : 'quiet'}
          onClick={() => dispatch(roomActions.soundToggled())}
        />
      ) : null}
    </>
  );
}

interface LeaveControlsProps {
  readonly session: RoomSession;
  readonly place: Place;
  readonly onLeave: () => void;
}

/** Captions, and the way out of the room, and off the stage for whoever was asked onto it: there, a phone's row is full without. */
export function LeaveControls({ session, place, onLeave }: LeaveControlsProps) {
  const leave = <Control icon={LogOut} label={roomTexts().controls.leave} onClick={onLeave} />;
  const captions = <CaptionControl store={session.captions} />;
  if (place.standing !== 'panelist')
    return (
      <>
        {captions}
        {leave}
      </>
    );
  return (
    <MoreControls>
      <Suspense>
        <StepDown session={session} />
      </Suspense>
      {captions}
      {leave}
    </MoreControls>
  );
}
