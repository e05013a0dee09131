import { useQuery } from '@tanstack/react-query';
import { CalendarX2, Clock, Globe } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { ApiProblem, call } from '../../../shared/lib/api.ts';
import { formatDay, formatTime, formatZone, ownTimeZone } from '../../../shared/lib/format.ts';
import { useSite } from '../../../shared/lib/session.ts';
import { SlotPicker } from '../../../shared/slots/slot-picker.tsx';
import { buttonStyles, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { VisitorFrame, VisitorNote } from '../../../shared/ui/visitor-frame.tsx';
import {
  bookableQuery,
  useHold,
  type Bookable,
  type Booked,
  type Hold,
} from '../../../shared/booking/booking.queries.ts';
import { TalkNow } from '../../../shared/booking/talk-now.tsx';
import { Taken } from '../../../shared/booking/taken.tsx';
import { bookingTexts } from '../../../shared/booking/texts.ts';
import { BookingForm, type BookingDraft } from '../../../shared/booking/booking-form.tsx';

/** Where a call is booked: a time first, then who it is. */
export function BookingPage() {
  const texts = bookingTexts();
  const { slug = '' } = useParams();
  const [params] = useSearchParams();
  const token = params.get('t');
  const { data, error, refetch } = useQuery(bookableQuery(slug, token));
  if (data !== undefined) return <Book key={slug} bookable={data} personalToken={token} />;
  if (error instanceof ApiProblem && error.status < 500 && error.status !== 429 && error.status !== 0)
    return (
      <VisitorNote
        icon={<CalendarX2 size={20} />}
        title={texts.gone}
        action={
          <Link to="/book" className={buttonStyles({})}>
            {texts.seeAll}
          </Link>
        }
      >
        {texts.goneText}
      </VisitorNote>
    );
  return (
    <VisitorFrame title={texts.choose.title}>
      {error === null ? (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-120 w-full rounded-lg" />
        </div>
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </VisitorFrame>
  );
}

interface BookProps {
  readonly bookable: Bookable;
  readonly personalToken: string | null;
}
function Book({ bookable, personalToken }: BookProps) {
  const texts = bookingTexts();
  const { slug, name } = bookable;
  const navigate = useNavigate();
  const [timeZone, setTimeZone] = useState(ownTimeZone);
  const [held, setHeld] = useState<Hold | null>(null);
  const [isFilling, setFilling] = useState(false);
  const draft = useRef<BookingDraft | null>(null);
  // What became of it stays, also where nobody is here any more.
  const [hasAsked, setHasAsked] = useState(false);
  const hold = useHold(slug, personalToken);
  const choose = (startsAt: string) =>
    hold.mutate(
      { startsAt, replaces: held?.hold },
      {
        onSuccess: (kept) => {
          setHeld(kept);
          setFilling(true);
        },
      },
    );
  const done = (booked: Booked) => void navigate(`/call/${booked.token}`, { replace: true });
  const chosen = isFilling ? held : null;
  const problem = hold.error instanceof ApiProblem ? hold.error : null;
  return (
    <VisitorFrame title={name}>
      <div className="overflow-hidden rounded-lg border border-border bg-raised lg:grid lg:grid-cols-[17rem_minmax(0,1fr)]">
        <Summary bookable={bookable} chosen={chosen} timeZone={timeZone} />
        <div className="border-t border-border p-5 sm:p-6 lg:border-s lg:border-t-0">
          {!bookable.mayBook ? (
            <BuyersOnly />
          ) : chosen === null ? (
            <>
              {personalToken !== null && (bookable.canTalkNow || hasAsked) ? (
                <TalkNow slug={slug} personalToken={personalToken} onTaken={done} onLapsed={() => setHasAsked(true)} />
              ) : null}
              <h2 className="sr-only">{texts.pick}</h2>
              {problem === null ? null : <Taken problem={problem} timeZone={timeZone} onChoose={choose} />}
              <SlotPicker
                of={`book:${slug}`}
                load={(query, signal) => call('booking.slots', { params: { slug }, query, signal })}
                timeZone={timeZone}
                onTimeZone={setTimeZone}
                onChoose={choose}
                busy={hold.isPending ? hold.variables.startsAt : null}
              />
            </>
          ) : (
            <BookingForm
              bookable={bookable}
              hold={chosen}
              timeZone={timeZone}
              personalToken={personalToken}
              draft={draft}
              onBack={() => setFilling(false)}
              onBooked={done}
            />
          )}
        </div>
      </div>
    </VisitorFrame>
  );
}

/** Who has not bought such a call, or has booked it, finds no times. */
function BuyersOnly() {
  const texts = bookingTexts();
  return (
    <div role="status">
      <h2 className="text-base font-semibold">{texts.buyersOnly}</h2>
      <p className="mt-1 text-sm text-text-muted">{texts.buyersOnlyText}</p>
    </div>
  );
}

interface SummaryProps {
  readonly bookable: Bookable;
  readonly chosen: Hold | null;
  readonly timeZone: string;
}
/** What is booked, and, once it is chosen, when. */
function Summary({ bookable: { name, description, length, needsApproval }, chosen, timeZone }: SummaryProps) {
  const texts = bookingTexts();
  const { data: site } = useSite();
  return (
    <div className="p-5 sm:p-6">
      {site === undefined ? null : (
        <p className="text-sm text-text-muted">{texts.withTeam(site.profile.promoterName)}</p>
      )}
      <h1 className="display mt-1 text-xl font-semibold wrap-anywhere">{name}</h1>
      <ul className="mt-3 flex flex-col gap-2 text-sm text-text-muted">
        <li className="flex items-center gap-2">
          <Clock size={16} aria-hidden="true" />
          {texts.minutes(length)}
        </li>
        {chosen === null ? null : (
          <li className="flex items-start gap-2">
            <Globe size={16} aria-hidden="true" className="mt-0.5" />
            {formatZone(timeZone, chosen.startsAt)}
          </li>
        )}
      </ul>
      {chosen === null ? null : (
        <p className="mt-4 rounded-md bg-primary-tint px-3 py-2.5 text-base font-semibold text-primary-text">
          {formatDay(chosen.startsAt, { timeZone })}
          <span className="numeric block">
            {formatTime(chosen.startsAt, { timeZone })} – {formatTime(chosen.endsAt, { timeZone })}
          </span>
        </p>
      )}
      {description === '' ? null : (
        <p className="mt-4 text-sm whitespace-pre-line text-text-muted wrap-anywhere">{description}</p>
      )}
      {needsApproval ? <p className="mt-3 text-sm text-text-muted">{texts.asksFirst}</p> : null}
    </div>
  );
}
