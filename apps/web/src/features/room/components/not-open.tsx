import { CalendarX, CreditCard, Hourglass, Lock, Ticket } from 'lucide-react';
import { formatDay, formatTime } from '../../../shared/lib/format.ts';
import { buttonStyles } from '../../../shared/ui/index.ts';
import type { JoinedRoom } from '../api/entrance.ts';
import { roomTexts } from '../texts.ts';
import { Centered } from './centered.tsx';

const ICONS = {
  waiting: Hourglass,
  unpaid: CreditCard,
  'no-seat': Ticket,
  cancelled: CalendarX,
  closed: Lock,
} as const;

/** Why a personal link does not open the room: on the waitlist, not paid, without a seat, called off, closed. */
export function NotOpen({ joined, token }: { readonly joined: JoinedRoom; readonly token: string }) {
  const { entry, session, waitingPosition } = joined;
  if (entry === 'open') return null;
  const texts = roomTexts().notOpen;
  const isOver = entry === 'no-seat' && session.status !== 'scheduled' && session.status !== 'live';
  const Icon = ICONS[entry];
  const text =
    entry === 'waiting'
      ? texts.waiting(waitingPosition ?? 1)
      : entry === 'cancelled' && session.cancelReason !== null
        ? texts.reason(session.cancelReason)
        : texts.texts[isOver ? 'over' : entry];
  return (
    <Centered
      icon={<Icon size={20} />}
      title={texts.titles[entry]}
      actions={
        <>
          {isOver ? null : entry === 'no-seat' ? (
            <a href="/#register" className={buttonStyles({ variant: 'primary' })}>
              {texts.register}
            </a>
          ) : (
            <a href={`/place/${token}`} className={buttonStyles({ variant: 'primary' })}>
              {entry === 'unpaid' ? texts.pay : texts.place}
            </a>
          )}
          <a href="/" className={buttonStyles({})}>
            {roomTexts().attendee.toSite}
          </a>
        </>
      }
    >
      <span className="block font-medium text-text wrap-anywhere">{session.title}</span>
      <span className="numeric block">{texts.when(formatDay(session.startsAt), formatTime(session.startsAt))}</span>
      <span className="mt-3 block wrap-anywhere">{text}</span>
    </Centered>
  );
}
