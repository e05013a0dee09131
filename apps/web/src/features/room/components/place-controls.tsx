import { MicVocal, Volume2, VolumeX } from 'lucide-react';
import { useDispatch } from 'react-redux';
import type { Place } from '../hooks/use-place.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { roomActions, useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { roomTexts } from '../texts.ts';
import { Control } from './control-bar.tsx';
import { MediaControls } from './media-controls.tsx';
import { Sound } from './sound.tsx';
import { StepDown } from './step-down.tsx';

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
      {isOnStage ? <StepDown session={session} /> : null}
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
