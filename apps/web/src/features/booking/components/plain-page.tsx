import { errorRegistry, type BookingStep, type ErrorCode, type PageInput } from '@stageline/contracts';
import { formatDay, formatTime, formatZone } from '../../../shared/lib/format.ts';
import { describeProblem } from '../../../shared/lib/problem-texts.ts';
import { bookingTexts } from '../../../shared/booking/texts.ts';
import { PlainBooked } from './plain-booked.tsx';
import { PlainDetails } from './plain-details.tsx';
import { PlainAlert, PlainFrame, PlainNote } from './plain-frame.tsx';
import { pathWith, PlainTimes } from './plain-times.tsx';

export type BookingInput = Extract<PageInput, { kind: 'booking' }>;

interface PlainPageProps {
  readonly input: BookingInput;
  readonly origin: string;
  readonly now: string;
}

const whatHappened = (code: ErrorCode): string => describeProblem({ code, title: errorRegistry[code].title });

/** What the tab says of a step. */
export function titleOfStep(booking: BookingStep): string {
  const texts = bookingTexts();
  switch (booking.step) {
    case 'list':
      return texts.choose.title;
    case 'gone':
      return texts.gone;
    case 'lost':
      return texts.notThere;
    case 'times':
    case 'details':
      return booking.page.name;
    case 'move':
      return texts.booked.moveTitle;
    case 'booked':
      return booking.call.name;
  }
}

/** Booking a call without script, one step of it (E-12). */
export const PlainBookingPage = ({ input, origin, now }: PlainPageProps) => (
  <PlainFrame site={input.site} path={input.path} narrow={input.booking.step === 'booked'}>
    <Step input={input} origin={origin} now={now} />
  </PlainFrame>
);

function Step({ input: { booking, site }, origin, now }: PlainPageProps) {
  const texts = bookingTexts();
  switch (booking.step) {
    case 'gone':
      return <PlainNote title={texts.gone} text={texts.goneText} action={{ href: '/book', label: texts.seeAll }} />;
    case 'lost':
      return <PlainNote title={texts.notThere} text={texts.notThereText} />;
    case 'list':
      return <List items={booking.items} />;
    case 'booked':
      return <PlainBooked step={booking} site={site} origin={origin} now={now} />;
    case 'move':
      return <Move booking={booking} />;
    case 'times':
    case 'details':
      return (
        <div className="overflow-hidden rounded-lg border border-border bg-raised lg:grid lg:grid-cols-[17rem_minmax(0,1fr)]">
          <Summary booking={booking} promoterName={site.profile.promoterName} />
          <div className="border-t border-border p-5 sm:p-6 lg:border-s lg:border-t-0">
            {!booking.page.mayBook ? (
              <>
                <h2 className="text-base font-semibold">{texts.buyersOnly}</h2>
                <p className="mt-1 text-sm text-text-muted">{texts.buyersOnlyText}</p>
              </>
            ) : booking.step === 'details' ? (
              <PlainDetails step={booking} />
            ) : (
              <Times booking={booking} />
            )}
          </div>
        </div>
      );
  }
}

function List({ items }: Pick<Extract<BookingStep, { step: 'list' }>, 'items'>) {
  const texts = bookingTexts();
  if (items.length === 0) return <PlainNote title={texts.choose.none} text={texts.choose.noneText} />;
  return (
    <>
      <h1 className="display text-2xl font-semibold">{texts.choose.title}</h1>
      <p className="mt-1 text-base text-text-muted">{texts.choose.text}</p>
      <ul className="mt-6 grid gap-3 sm:grid-cols-2">
        {items.map(({ slug, name, description, length }) => (
          <li key={slug}>
            <a
              href={`/book/${encodeURIComponent(slug)}`}
              className="block h-full rounded-lg border border-border bg-raised p-5 hover:border-primary-edge"
            >
              <span className="block text-base font-semibold wrap-anywhere">{name}</span>
              {description === '' ? null : (
                <span className="mt-1 line-clamp-2 text-sm text-text-muted">{description}</span>
              )}
              <span className="mt-2 block text-sm text-text-muted">{texts.minutes(length)}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

interface SummaryProps {
  readonly booking: Extract<BookingStep, { step: 'times' | 'details' }>;
  readonly promoterName: string;
}
function Summary({ booking, promoterName }: SummaryProps) {
  const texts = bookingTexts();
  const { name, description, length, needsApproval } = booking.page;
  return (
    <div className="p-5 sm:p-6">
      <p className="text-sm text-text-muted">{texts.withTeam(promoterName)}</p>
      <h1 className="display mt-1 text-xl font-semibold wrap-anywhere">{name}</h1>
      <p className="mt-3 text-sm text-text-muted">{texts.minutes(length)}</p>
      {booking.step === 'details' ? <Chosen hold={booking.hold} timeZone={booking.timeZone} /> : null}
      {description === '' ? null : (
        <p className="mt-4 text-sm whitespace-pre-line text-text-muted wrap-anywhere">{description}</p>
      )}
      {needsApproval ? <p className="mt-3 text-sm text-text-muted">{texts.asksFirst}</p> : null}
    </div>
  );
}

type ChosenProps = Pick<Extract<BookingStep, { step: 'details' }>, 'hold' | 'timeZone'>;
const Chosen = ({ hold: { startsAt, endsAt }, timeZone }: ChosenProps) => (
  <>
    <p className="mt-4 rounded-md bg-primary-tint px-3 py-2.5 text-base font-semibold text-primary-text">
      {formatDay(startsAt, { timeZone })}
      <span className="numeric block">
        {formatTime(startsAt, { timeZone })} – {formatTime(endsAt, { timeZone })}
      </span>
    </p>
    <p className="mt-2 text-sm text-text-muted">{formatZone(timeZone, startsAt)}</p>
  </>
);

function Times({ booking }: { readonly booking: Extract<BookingStep, { step: 'times' }> }) {
  const { page, times, personalToken, replaces, code } = booking;
  const path = `/book/${encodeURIComponent(page.slug)}`;
  return (
    <>
      <h2 className="mb-4 text-base font-semibold">{bookingTexts().pick}</h2>
      {code === undefined ? null : <PlainAlert>{whatHappened(code)}</PlainAlert>}
      <PlainTimes
        times={times}
        path={path}
        kept={{ t: personalToken, hold: replaces }}
        action={pathWith(`${path}/hold`, { zone: times.timeZone, t: personalToken })}
      >
        {replaces === null ? null : <input type="hidden" name="replaces" value={replaces} />}
      </PlainTimes>
    </>
  );
}

function Move({ booking: { call, times, code } }: { readonly booking: Extract<BookingStep, { step: 'move' }> }) {
  const texts = bookingTexts().booked;
  const path = `/call/${encodeURIComponent(call.token)}`;
  return (
    <div className="rounded-lg border border-border bg-raised p-5 sm:p-6">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-2">
        <h1 className="display text-xl font-semibold">{texts.moveTitle}</h1>
        <a href={path} className="inline-flex min-h-11 items-center text-sm font-medium underline underline-offset-4">
          {texts.keep}
        </a>
      </div>
      {code === undefined ? null : <PlainAlert>{whatHappened(code)}</PlainAlert>}
      <PlainTimes times={times} path={`${path}/move`} kept={{}} action={`${path}/move`} />
    </div>
  );
}
