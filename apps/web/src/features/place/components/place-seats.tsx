import type { PlaceSeat, ReturnedForm, SeatPayment, SessionId } from '@stageline/contracts';
import { calendarLinks } from '@stageline/domain';
import type { ReactNode } from 'react';
import { formatDay, formatTime, formatZone } from '../../../shared/lib/format.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { Button, buttonStyles } from '../../../shared/ui/button.tsx';
import { Input } from '../../../shared/ui/field.tsx';
import { placeTexts } from '../texts.ts';

interface PlaceSeatsProps {
  readonly seats: readonly PlaceSeat[];
  readonly token: string;
  /** A form that did not pass. */
  readonly form?: ReturnedForm | undefined;
  /** When one of them is by the reader's clock, filled in by the client. */
  readonly ownTime?: OwnTime | undefined;
}

/** Room for the time of one masterclass by the reader's clock. */
export interface OwnTime {
  readonly sessionId: SessionId;
  readonly time: ReactNode;
}
/** What somebody is registered for, where they stand on a waitlist, and the ways to change that: forms and no script. */
export function PlaceSeats({ seats, token, form, ownTime }: PlaceSeatsProps) {
  if (seats.length === 0) return null;
  return (
    <section aria-labelledby="seats">
      <h2 id="seats" className="text-lg font-semibold text-text">
        {placeTexts().seats.title}
      </h2>
      <ul className="mt-3 flex flex-col gap-3">
        {seats.map((seat) => (
          <Seat key={seat.session.id} seat={seat} token={token} form={form} ownTime={ownTime} />
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
      {payment.parts !== null && (
        <p className="mt-2 text-sm text-text-muted">
          {payment.parts.isCharged ? `${texts.partsCharged} ` : null}
          <a className="font-medium text-primary-text underline" href={payment.parts.path}>
            {payment.parts.isCharged ? texts.partsChange : texts.partsSee}
          </a>
        </p>
      )}
      {payment.code !== null && <p className="mt-1 text-sm text-text-muted">{texts.codeUsed(payment.code)}</p>}
      {payPath === null && state === 'due' && <p className="mt-1 text-sm text-text-muted">{texts.invoiceComes}</p>}
    </>
  );
}

/** A code that lowers the price, for whoever has one: open again where the last one did nothing. */
function SeatCode({ sessionId, token, form }: { readonly sessionId: string } & Omit<PlaceSeatsProps, 'seats'>) {
  const texts = placeTexts().seats;
  const isReturned = form?.values['sessionId'] === sessionId && form.values['code'] !== undefined;
  return (
    <details className="mt-3" open={isReturned}>
      <summary className="cursor-pointer text-sm text-text-muted underline">{texts.haveCode}</summary>
      <form method="post" action="/place/use-code" className="mt-3 flex flex-wrap items-end gap-2">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="sessionId" value={sessionId} />
        <label className="flex min-w-0 flex-1 basis-40 flex-col gap-1 text-sm font-medium">
          {texts.code}
          <Input
            name="code"
            required
            maxLength={30}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            defaultValue={isReturned ? form.values['code'] : ''}
            aria-invalid={isReturned || undefined}
            aria-describedby={isReturned ? `code-${sessionId}` : undefined}
            className="font-normal"
          />
        </label>
        <Button type="submit" variant="secondary">
          {texts.useCode}
        </Button>
        {isReturned ? (
          <p id={`code-${sessionId}`} role="alert" className="basis-full text-sm text-danger">
            {translated(form.issues[0]?.message ?? texts.codeFailed)}
          </p>
        ) : null}
      </form>
    </details>
  );
}

/** That the room is open by now, with the way into it for whoever may go in. */
function SeatNow({ seat: { session, state, payment }, token }: { readonly seat: PlaceSeat; readonly token: string }) {
  const texts = placeTexts();
  const { phase } = session;
  if (phase !== 'live' && phase !== 'lobby') return null;
  const mayEnter = state === 'held' && (payment === null || payment.state === 'paid');
  return (
    <p className="mt-2 flex flex-wrap gap-x-3 font-medium text-text">
      {phase === 'live' ? texts.seats.live : texts.seats.lobby}
      {mayEnter ? (
        <a className="text-primary-text underline" href={`/join/${token}`}>
          {texts.joinRoom}
        </a>
      ) : null}
    </p>
  );
}

interface SeatProps extends Omit<PlaceSeatsProps, 'seats'> {
  readonly seat: PlaceSeat;
}
function Seat({ seat, token, form, ownTime }: SeatProps) {
  const { session, state, waitingPosition, payment } = seat;
  const texts = placeTexts().seats;
  const { title, startsAt, timeZone, phase, rescheduledFrom, cancelReason } = session;
  const at = { timeZone };
  const isOff = phase === 'cancelled';
  const when = (instant: string) =>
    texts.when(formatDay(instant, at), formatTime(instant, at), formatZone(timeZone, instant));
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
      <p className="numeric text-text-muted">{when(startsAt)}</p>
      {ownTime?.sessionId === session.id && ownTime.time}
      {!isOff && rescheduledFrom !== null && (
        <p className="numeric mt-1 text-sm text-text-muted">{texts.moved(when(rescheduledFrom))}</p>
      )}
      <SeatNow seat={seat} token={token} />
      <p className="mt-2 text-text wrap-anywhere">{standing}</p>
      {!isOff && state === 'held' && payment !== null && <SeatPaid payment={payment} timeZone={timeZone} />}
      {!isOff && state === 'held' && payment?.mayUseCode && (
        <SeatCode sessionId={session.id} token={token} form={form} />
      )}
      {!isOff && phase !== 'live' && state === 'held' && (
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
