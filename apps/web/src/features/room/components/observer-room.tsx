import { EyeOff, LogOut } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { RoomSession } from '../lib/room-session.ts';
import { useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { roomTexts } from '../texts.ts';
import { AttendeeStage } from './attendee-stage.tsx';
import { CaptionControl } from './caption-control.tsx';
import { CaptionBand } from './captions.tsx';
import { Centered } from './centered.tsx';
import { ChatControl } from './chat-control.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { Control, ControlBar } from './control-bar.tsx';
import { HandoutStrip } from './handout-strip.tsx';
import { OfferCards } from './offer-cards.tsx';
import { PollCards, PollNews } from './poll-cards.tsx';
import { RisingReactions } from './reactions.tsx';
import { RoomLayout } from './room-layout.tsx';
import { Sound } from './sound.tsx';
import { ShownContext } from './video-tile.tsx';

interface ObserverRoomProps {
  readonly session: RoomSession;
  readonly title: string;
  readonly onLeave: () => void;
}

/** The room as support sees it on a visit: what the audience sees, hears and reads, and nothing to say (C-01). */
export function ObserverRoom({ session, title, onLeave }: ObserverRoomProps) {
  const { observing, backstage } = stageTexts();
  const status = useRoom((room) => room.status);
  const { runs } = useSyncExternalStore(session.polls.subscribe, session.polls.getSnapshot);
  const isRefused = useRoom((room) => room.connection === 'refused' || room.media === 'refused');
  if (status === 'ended' || isRefused)
    return (
      <Centered icon={<EyeOff size={20} />} title={observing.over}>
        {observing.overText}
      </Centered>
    );
  return (
    <RoomLayout
      title={title}
      stage={
        <ShownContext value={session.show}>
          <AttendeeStage session={session} hostName={backstage.team} />
        </ShownContext>
      }
      captions={<CaptionBand store={session.captions} />}
      chat={<ChatPanel store={session.chat} readOnlyReason={observing.note} />}
      reactions={<RisingReactions store={session.reactions} />}
      cards={
        <>
          <HandoutStrip store={session.materials} />
          <OfferCards store={session.offers} />
        </>
      }
      prompt={runs.length > 0 ? <PollCards store={session.polls} /> : null}
      controls={
        <>
          <PollNews store={session.polls} />
          <Sound session={session} isMuted={false} />
          <ControlBar>
            <CaptionControl store={session.captions} />
            <ChatControl />
            <Control icon={LogOut} label={roomTexts().controls.leave} onClick={onLeave} />
          </ControlBar>
        </>
      }
    />
  );
}
