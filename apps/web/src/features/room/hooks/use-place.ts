import type { RoomStanding } from '@stageline/contracts';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { toast } from '../../../shared/ui/index.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { STAGE_NOTE } from './use-stage-news.ts';

/** The place in the room of somebody who is no host, and the question that it asks. */
export interface Place {
  readonly standing: RoomStanding;
  /** On the stage with camera or microphone open: there is something to switch. */
  readonly isSending: boolean;
  /** The question stands; it may be put aside and taken up again. */
  readonly canAnswer: boolean;
  readonly isAsked: boolean;
  setAsked(isAsked: boolean): void;
}

/**
 * Follows an attendee's standing: an invitation asks at once, and so does a place on the stage that was kept over a fresh
 * start, because then nothing is sent yet (C-06).
 */
export function usePlace(session: RoomSession): Place {
  const standing = useRoom((room) => room.standing);
  const isOpen = useRoom((room) => room.media === 'open' && room.status !== 'ended');
  const stream = useSyncExternalStore(session.local.subscribe, session.local.getStream);
  const [isAsked, setAsked] = useState(false);
  const canAnswer = standing === 'invited' || (standing === 'panelist' && stream === null);
  const before = useRef(standing);
  useEffect(() => {
    // Whoever comes by an invitation has just been asked.
    setAsked(standing === 'invited' || (standing === 'panelist' && before.current !== 'invited'));
    before.current = standing;
  }, [standing]);
  useEffect(
    () =>
      session.onStageNews((news) => {
        const texts = stageTexts().news;
        if (news === 'muted') toast(texts.muted, { ...STAGE_NOTE, description: texts.mutedText });
        else if (news === 'removed') toast(texts.removed, { ...STAGE_NOTE, description: texts.removedText });
        else toast(texts.withdrawn, STAGE_NOTE);
      }),
    [session],
  );
  return {
    standing,
    isSending: standing === 'panelist' && stream !== null,
    canAnswer: canAnswer && isOpen,
    isAsked: isAsked && canAnswer && isOpen,
    setAsked,
  };
}
