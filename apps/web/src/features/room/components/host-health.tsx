import { useEffect, useState } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Badge } from '../../../shared/ui/index.ts';
import { type RoomState, useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';

/** What a host must know at a glance: whether picture and sound leave the house, and for how long it has been live. */
export function HostHealth({ startedAt }: { startedAt: string | null }) {
  const health = useRoom(healthOf);
  const status = useRoom((room) => room.status);
  const { text, short } = roomTexts().host.health[health];
  return (
    <>
      {status === 'live' ? <OnAirTime startedAt={startedAt} /> : null}
      <span role="status">
        {/* On a phone the title needs the room more than the word that all is well. */}
        <Badge tone={tones[health]} dot className={cn(health === 'good' && 'max-sm:sr-only')}>
          <span className="max-sm:sr-only">{text}</span>
          <span className="sm:hidden" aria-hidden="true">
            {short}
          </span>
        </Badge>
      </span>
    </>
  );
}

const tones = {
  good: 'success',
  soundOnly: 'warning',
  muted: 'warning',
  silent: 'danger',
  connecting: 'neutral',
  broken: 'warning',
} as const;

function healthOf(room: RoomState): keyof typeof tones {
  if (room.media === 'reconnecting') return 'broken';
  if (room.media !== 'open') return 'connecting';
  const picture = room.sending.includes('camera');
  const sound = room.sending.includes('microphone');
  if (picture && sound) return 'good';
  if (sound) return 'soundOnly';
  return picture ? 'muted' : 'silent';
}

function OnAirTime({ startedAt }: { startedAt: string | null }) {
  const now = useNow(1000);
  const [since, setSince] = useState(() => (startedAt === null ? Date.now() : Date.parse(startedAt)));
  useEffect(() => {
    if (startedAt !== null) setSince(Date.parse(startedAt));
  }, [startedAt]);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return (
    <p role="timer" aria-label={roomTexts().host.onAirFor} className="numeric text-sm text-text-muted max-sm:hidden">
      {hours > 0 ? `${hours}:` : ''}
      {two(Math.floor((seconds % 3600) / 60))}:{two(seconds % 60)}
    </p>
  );
}
