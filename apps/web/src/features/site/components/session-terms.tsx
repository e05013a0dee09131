import type { PublicSession } from '@stageline/contracts';
import { formatDay, formatNumber, formatTime, formatZone } from '../../../shared/lib/format.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { siteTexts } from '../texts.ts';

/** What it costs, in the words of how one comes to attend; nothing where that is free. */
function priceLine({ mode, price, early, deposit: asked }: PublicSession): string | null {
  const texts = siteTexts().terms;
  if (price === null) return null;
  const amount = early?.amount ?? price.amount;
  const deposit = asked === null ? null : Math.min(asked, amount);
  const whole = formatPrice({ ...price, amount });
  if (mode === 'offer_in_room') return texts.offer(whole);
  if (mode === 'deposit' && deposit !== null)
    return texts.deposit(whole, formatPrice({ amount: deposit, currency: price.currency }));
  return texts.paid(whole);
}

/** What it costs later, and what decides when that is. */
function earlyLine({ price, early, timeZone }: PublicSession): string | null {
  const texts = siteTexts().terms;
  if (price === null || early === undefined) return null;
  const { until, left } = early;
  return [
    texts.early(formatPrice(price)),
    ...(until === null ? [] : [texts.earlyUntil(formatDay(until, { timeZone }), formatTime(until, { timeZone }))]),
    ...(left === null ? [] : [texts.earlyLeft(left, formatNumber(left))]),
  ].join(' · ');
}

/** That the room can be opened by now, that it was moved, how many seats are left, and what it costs. */
export function SessionTerms({ session }: { readonly session: PublicSession }) {
  const texts = siteTexts().terms;
  const { phase, rescheduledFrom, seatsLeft, registration, hostName, timeZone } = session;
  const at = { timeZone };
  const lines = [
    phase === 'lobby' ? texts.lobby : null,
    phase === 'live' ? texts.live : null,
    rescheduledFrom === null
      ? null
      : texts.moved(
          formatDay(rescheduledFrom, at),
          formatTime(rescheduledFrom, at),
          formatZone(timeZone, rescheduledFrom),
        ),
    hostName === '' ? null : texts.host(hostName),
    seatsLeft === null
      ? null
      : registration === 'waitlist'
        ? texts.full
        : texts.seatsLeft(seatsLeft, formatNumber(seatsLeft)),
    priceLine(session),
    earlyLine(session),
  ].filter((line) => line !== null);
  if (lines.length === 0) return null;
  return (
    <ul className="flex max-w-prose flex-col gap-1 text-base text-text-muted">
      {lines.map((line) => (
        <li key={line} className="numeric wrap-anywhere">
          {line}
        </li>
      ))}
    </ul>
  );
}
