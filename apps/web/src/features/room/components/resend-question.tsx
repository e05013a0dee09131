import { Button } from '../../../shared/ui/index.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';

/** After a lost connection: nothing is sent again unless its sender says so (C-06). */
export function ResendQuestion({ session }: { session: RoomSession }) {
  const mustResend = useRoom((room) => room.mustResend && room.media === 'open');
  const texts = roomTexts().host;
  return mustResend ? (
    <div
      role="alertdialog"
      aria-label={texts.notSeen}
      className="absolute inset-0 z-10 grid place-items-center bg-black/70 p-6 text-center text-white"
    >
      <div>
        <p className="text-lg font-semibold">{texts.wasDisconnected}</p>
        <p className="mt-1 text-sm">{texts.notSeenText}</p>
        <Button variant="primary" size="lg" autoFocus className="mt-5" onClick={() => void session.local.send()}>
          {texts.sendAgain}
        </Button>
      </div>
    </div>
  ) : null;
}
