import type { CockpitViewer, RoomPerson } from '@stageline/contracts';
import { Mic, MicOff } from 'lucide-react';
import { useState } from 'react';
import type { StageDirection } from '../../../realtime/media/index.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { Avatar, Button, toast } from '../../../shared/ui/index.ts';
import { problemWords } from '../lib/room-problem.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { mayDirect, useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { PrivateMessage } from './private-message.tsx';
import { ViewerFacts } from './viewer-facts.tsx';

interface PersonRowProps {
  readonly session: RoomSession;
  readonly person: RoomPerson;
  /** What the site knows of them; undefined where it is not known, or not for us to see. */
  readonly viewer?: CockpitViewer | undefined;
}

/** What they are, and where they stand, in words. */
function stateOf({ role, standing, isHere, declined }: RoomPerson): string {
  const texts = stageTexts().people;
  const place = standing === 'host' ? null : standing === 'audience' && declined ? texts.declined : texts[standing];
  if (!isHere) return standing === 'invited' ? texts.expected : texts.lost;
  if (role === 'attendee') return place ?? '';
  const isNews = standing !== 'host' && (standing !== 'audience' || declined);
  return isNews && place !== null ? `${texts.role[role]} · ${place}` : texts.role[role];
}

/** One person as the host sees them: who it is, where they stand, and what can be done. */
export function PersonRow({ session, person, viewer }: PersonRowProps) {
  const { identity, displayName, role, standing, isHere } = person;
  const state = stateOf(person);
  return (
    <div className="flex min-h-16 flex-wrap items-center gap-x-3 px-4 py-2">
      <Avatar name={displayName} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium" title={displayName}>
          {displayName}
        </p>
        <p
          className={cn(
            'text-xs',
            !isHere && standing !== 'invited'
              ? 'text-danger'
              : standing === 'panelist'
                ? 'text-success'
                : 'text-text-muted',
          )}
        >
          {state}
        </p>
      </div>
      {role === 'attendee' ? <PrivateMessage session={session} personId={identity} name={displayName} /> : null}
      <PersonActions session={session} person={person} />
      {viewer === undefined ? null : <ViewerFacts viewer={viewer} />}
    </div>
  );
}

function PersonActions({ session, person }: PersonRowProps) {
  const texts = stageTexts().people;
  const [isBusy, setIsBusy] = useState(false);
  const { identity, displayName: name, standing, declined } = person;
  const direct = async (direction: StageDirection) => {
    setIsBusy(true);
    try {
      await session.direct(direction, identity);
    } catch (error) {
      toast.error(texts.failed, { description: problemWords(error) });
    } finally {
      setIsBusy(false);
    }
  };
  const mayInvite = useRoom(mayDirect);
  if (standing === 'host') return null;
  const isPanelist = standing === 'panelist';
  const mute =
    isPanelist && person.isHere ? <MuteButton person={person} isBusy={isBusy} onMute={() => direct('mute')} /> : null;
  if (!mayInvite) return mute;
  if (standing === 'audience') {
    const word = declined ? texts.inviteAgain : texts.invite;
    return (
      <Button size="sm" loading={isBusy} aria-label={texts.about(word, name)} onClick={() => void direct('invite')}>
        {word}
      </Button>
    );
  }
  const word = isPanelist ? texts.remove : texts.withdraw;
  return (
    <div className="flex shrink-0 gap-1">
      {mute}
      <Button
        variant={isPanelist ? 'danger-quiet' : 'ghost'}
        size="sm"
        loading={isBusy}
        aria-label={texts.about(word, name)}
        onClick={() => void direct('remove')}
      >
        {word}
      </Button>
    </div>
  );
}

interface MuteButtonProps {
  readonly person: RoomPerson;
  readonly isBusy: boolean;
  readonly onMute: () => Promise<void>;
}

function MuteButton({ person: { identity, displayName }, isBusy, onMute }: MuteButtonProps) {
  const texts = stageTexts().people;
  const isHeard = useRoom((room) =>
    room.remoteTracks.some((track) => track.identity === identity && track.source === 'microphone' && !track.paused),
  );
  const label = isHeard ? texts.muteOf(displayName) : texts.isMuted(displayName);
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      disabled={!isHeard || isBusy}
      aria-label={label}
      title={label}
      onClick={() => void onMute()}
    >
      {isHeard ? <Mic size={16} aria-hidden="true" /> : <MicOff size={16} aria-hidden="true" />}
    </Button>
  );
}
