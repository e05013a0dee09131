import type { PlaceSeat, SeatPayment } from '@stageline/contracts';
import { calendarLinks } from '@stageline/domain';
import { formatDay, formatTime, formatZone } from '../../../shared/lib/format.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { Button, buttonStyles } from '../../../shared/ui/button.tsx';
import { placeTexts } from '../texts.ts';

/** What somebody is registered for, where they stand on a waitlist, and the way to give it up: a form and no script. */
export function PlaceSeats({ seats, token }: { readonly seats: readonly PlaceSeat[]; readonly token: string }) {
  if (seats.length === 0) return null;
  return (
    <section aria-labelledby="seats">
      <h2 id="seats" className="text-lg font-semibold text-text">
        {placeTexts().seats.title}
      </h2>
      <ul className="mt-3 flex flex-col gap-3">
        {seats.map((seat) => (
          <Seat key={seat.session.id} seat={seat} token={token} />
        ))}
      </ul>
    </section>
  );
}

/** What it costs, whether it is paid, and the way to pay: a link, which works without script. */
function SeatPaid({ payment, timeZone }: { readonly payment: SeatPayment; readonly timeZone: string }) {
  const texts = placeTexts().seats;
  const { state, currency, holdUntil, payPath } = payment;
  const amount = formatPrice({ amount: payment.amount, currency });
  const at = { timeZone };
  const due =
    holdUntil === null
      ? texts.due(amount)
      : texts.dueUntil(amount, formatDay(holdUntil, at), formatTime(holdUntil, at));
  const isRest = state === 'paid' && payPath !== null;
  const paid = isRest ? texts.rest(amount) : texts.paid;
  return (
    <>
      <p className="numeric mt-2 text-text wrap-anywhere">
        {state === 'paid' ? paid : state === 'processing' ? texts.processing : due}
      </p>
      {payPath !== null && (
        <a
          className={buttonStyles({ variant: isRest ? 'secondary' : 'primary', className: 'numeric mt-3' })}
          href={payPath}
        >
          {texts.pay(amount)}
        </a>
      )}
      {payPath === null && state === 'due' && <p className="mt-1 text-sm text-text-muted">{texts.invoiceComes}</p>}
    </>
  );
}

function Seat({
  seat: { session, state, waitingPosition, payment },
  token,
}: {
  readonly seat: PlaceSeat;
  readonly token: string;
}) {
  const texts = placeTexts().seats;
  const { title, startsAt, timeZone, phase, cancelReason } = session;
  const at = { timeZone };
  const isOff = phase === 'cancelled';
  const { google, outlook } = calendarLinks({
    ...session,
    uid: session.id,
    sequence: session.revision,
    url: '',
    isCancelled: false,
  });
  const standing = isOff
    ? texts.cancelled(cancelReason)
    : state === 'held'
      ? texts.held
      : texts.waiting(waitingPosition ?? 1);
  return (
    <li className="rounded-lg border border-border bg-raised p-4 sm:p-5">
      <p className="font-medium text-text wrap-anywhere">{title}</p>
      <p className="numeric text-text-muted">
        {texts.when(formatDay(startsAt, at), formatTime(startsAt, at), formatZone(timeZone, startsAt))}
      </p>
      <p className="mt-2 text-text wrap-anywhere">{standing}</p>
      {!isOff && state === 'held' && payment !== null && <SeatPaid payment={payment} timeZone={timeZone} />}
      {!isOff && state === 'held' && (
        <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          <span className="text-text-muted">{texts.calendar}</span>
          <a className="font-medium text-primary-text underline" href={`/place/${token}/calendar/${session.id}`}>
            {texts.calendarFile}
          </a>
          <a
            className="font-medium text-primary-text underline"
            href={google}
            target="_blank"
            rel="noopener noreferrer"
          >
            {texts.googleCalendar}
          </a>
          <a
            className="font-medium text-primary-text underline"
            href={outlook}
            target="_blank"
            rel="noopener noreferrer"
          >
            {texts.outlookCalendar}
          </a>
        </p>
      )}
      {!isOff && (
        <details className="mt-3">
          <summary className="cursor-pointer text-sm text-text-muted underline">
            {state === 'held' ? texts.giveUp : texts.leave}
          </summary>
          <form method="post" action="/place/give-up-seat" className="mt-3">
            <input type="hidden" name="token" value={token} />
            <input type="hidden" name="sessionId" value={session.id} />
            <p className="mb-3 text-sm text-text-muted">{state === 'held' ? texts.giveUpText : texts.leaveText}</p>
            <Button type="submit" variant="secondary" size="sm">
              {state === 'held' ? texts.giveUpSure : texts.leaveSure}
            </Button>
          </form>
        </details>
      )}
    </li>
  );
}
