import type { ShownOffer } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { CalendarCheck2, CalendarX2, Hourglass } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { BookingForm, type BookingDraft } from '../../../shared/booking/booking-form.tsx';
import { inRoomQuery, useHold, type Booked, type Hold } from '../../../shared/booking/booking.queries.ts';
import { TalkNow } from '../../../shared/booking/talk-now.tsx';
import { Taken } from '../../../shared/booking/taken.tsx';
import { bookingTexts } from '../../../shared/booking/texts.ts';
import { ApiProblem, call, type Answer } from '../../../shared/lib/api.ts';
import { formatDay, formatTime, formatZone, ownTimeZone } from '../../../shared/lib/format.ts';
import { SlotPicker } from '../../../shared/slots/slot-picker.tsx';
import { Badge, Button, buttonStyles, Dialog, DialogClose, ErrorState, Skeleton } from '../../../shared/ui/index.ts';

type InRoom = Answer<'booking.in-room'>;
interface OfferBookingProps {
  readonly offer: ShownOffer;
  readonly pass: string;
  /** Of the personal link by which they are in the room. */
  readonly token: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/**
 * A call is booked while the masterclass goes on behind it. What was chosen stays when it is closed, and when the offer is over
 * meanwhile: whoever opened it in time may finish.
 */
export function OfferBooking({ offer, pass, token, open, onOpenChange }: OfferBookingProps) {
  const texts = bookingTexts();
  const { data, error, refetch } = useQuery({ ...inRoomQuery(offer, pass, token), enabled: open });
  const [held, setHeld] = useState<Hold | null>(null);
  const [step, setStep] = useState<'pick' | 'back' | 'fill'>('pick');
  const draft = useRef<BookingDraft | null>(null);
  const [booked, setBooked] = useState<Booked | null>(null);
  const [timeZone, setTimeZone] = useState(ownTimeZone);
  // What became of it stays, also where nobody is here any more.
  const [isAsking, setAsking] = useState(false);
  const hold = useHold(data?.page.slug ?? '', token);
  const choose = (startsAt: string) =>
    hold.mutate(
      { startsAt, replaces: held?.hold },
      {
        onSuccess: (kept) => {
          setHeld(kept);
          setStep('fill');
        },
        // What is taken by now is not to stand before the others.
        onError: () => void refetch(),
      },
    );
  const body = () => {
    if (booked !== null) return <Done booked={booked} />;
    if (data === undefined) return <Before error={error} onRetry={() => void refetch()} />;
    if (step === 'fill' && held !== null)
      return (
        <>
          <p className="mb-5 rounded-md bg-primary-tint px-4 py-3 text-base font-semibold text-primary-text">
            {formatDay(held.startsAt, { timeZone })},{' '}
            <span className="numeric">
              {formatTime(held.startsAt, { timeZone })} – {formatTime(held.endsAt, { timeZone })}
            </span>
            <span className="block text-sm font-normal">{formatZone(timeZone, held.startsAt)}</span>
          </p>
          <BookingForm
            bookable={data.page}
            hold={held}
            timeZone={timeZone}
            personalToken={token}
            way={data.way}
            draft={draft}
            onBack={() => setStep('back')}
            onBooked={setBooked}
          />
        </>
      );
    if (!data.page.mayBook) return <Word title={texts.buyersOnly}>{texts.buyersOnlyText}</Word>;
    const { slug } = data.page;
    return (
      <Times
        inRoom={data}
        timeZone={timeZone}
        takesFocus={step === 'back'}
        busy={hold.isPending ? hold.variables.startsAt : null}
        onChoose={choose}
        onRetry={() => void refetch()}
        problem={hold.error instanceof ApiProblem ? hold.error : null}
        now={
          data.page.canTalkNow || isAsking ? (
            <TalkNow
              slug={slug}
              personalToken={token}
              way={data.way}
              onTaken={setBooked}
              onLapsed={() => {
                setAsking(true);
                void refetch();
              }}
            />
          ) : null
        }
      >
        <SlotPicker
          of={`book:${slug}`}
          load={(query, signal) => call('booking.slots', { params: { slug }, query, signal })}
          timeZone={timeZone}
          onTimeZone={setTimeZone}
          onChoose={choose}
          busy={hold.isPending ? hold.variables.startsAt : null}
        />
      </Times>
    );
  };
  const minutes = data === undefined || booked !== null ? undefined : texts.minutes(data.page.length);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={data?.page.name ?? (offer.title === '' ? texts.choose.title : offer.title)}
      {...(minutes !== undefined && { description: minutes })}
      className="max-w-xl"
    >
      {body()}
    </Dialog>
  );
}

/** Before the times are known: that they are looked for, or why there are none. */
function Before({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const texts = bookingTexts();
  if (error === null)
    return (
      <div role="status" aria-label={texts.loading}>
        <Skeleton className="h-80 w-full rounded-lg" />
      </div>
    );
  const code = error instanceof ApiProblem ? error.code : null;
  if (code === 'offer-over') return <Word title={texts.inRoom.over}>{texts.inRoom.overText}</Word>;
  if (code === 'not-found') return <Word title={texts.gone} />;
  return <ErrorState error={error} onRetry={onRetry} />;
}

interface WordProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}
const Word = ({ title, children, action }: WordProps) => (
  <div role="status" className="flex flex-col items-center py-4 text-center">
    <CalendarX2 size={20} aria-hidden="true" className="mb-3 text-text-muted" />
    <p className="text-base font-semibold">{title}</p>
    {children === undefined ? null : <p className="mt-1 text-sm text-text-muted">{children}</p>}
    <div className="mt-5 flex flex-wrap justify-center gap-2">
      {action}
      <DialogClose className={buttonStyles({})}>{bookingTexts().inRoom.back}</DialogClose>
    </div>
  </div>
);

interface TimesProps {
  readonly inRoom: InRoom;
  readonly timeZone: string;
  /** After somebody came back from the form, which had it. */
  readonly takesFocus: boolean;
  readonly busy: string | null;
  readonly onChoose: (startsAt: string) => void;
  readonly onRetry: () => void;
  readonly problem: ApiProblem | null;
  /** The way to talk now, where somebody could. */
  readonly now: ReactNode;
  /** All times. */
  readonly children: ReactNode;
}
/** The first ones, each one press away, before all others. */
function Times({ inRoom, timeZone, takesFocus, busy, onChoose, onRetry, problem, now, children }: TimesProps) {
  const texts = bookingTexts();
  const { page, first } = inRoom;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  if (first.length === 0)
    return (
      <Word title={texts.inRoom.none} action={<Button onClick={onRetry}>{texts.inRoom.lookAgain}</Button>}>
        {texts.inRoom.noneText}
      </Word>
    );
  return (
    <>
      {now}
      {problem === null ? null : <Taken problem={problem} timeZone={timeZone} onChoose={onChoose} />}
      {page.needsApproval ? <p className="mb-4 text-sm text-text-muted">{texts.asksFirst}</p> : null}
      <section aria-label={texts.inRoom.soonest}>
        <h3 ref={heading} tabIndex={-1} className="mb-2 text-base font-semibold focus:outline-none">
          {texts.inRoom.soonest}
        </h3>
        <ul className="grid gap-2 sm:grid-cols-2">
          {first.map(({ startsAt, isSoon }) => (
            <li key={startsAt}>
              <Button
                className="h-auto min-h-13 w-full flex-col gap-1 py-2 whitespace-normal"
                loading={startsAt === busy}
                onClick={() => onChoose(startsAt)}
              >
                <time dateTime={startsAt} className="font-semibold">
                  {formatDay(startsAt, { timeZone })},{' '}
                  <span className="numeric">{formatTime(startsAt, { timeZone })}</span>
                </time>
                {isSoon ? (
                  <Badge tone="success" dot>
                    {texts.inRoom.soon}
                  </Badge>
                ) : null}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <h3 className="mt-6 mb-3 text-base font-semibold">{texts.inRoom.others}</h3>
      {children}
    </>
  );
}

function Done({ booked }: { readonly booked: Booked }) {
  const texts = bookingTexts();
  const { state, startsAt, endsAt, emailHint, hostName, name, token, place } = booked;
  const isAsked = state === 'pending';
  const Icon = isAsked ? Hourglass : CalendarCheck2;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-col items-center text-center">
      <span
        aria-hidden="true"
        className="mb-4 grid size-13 animate-fade place-items-center rounded-full bg-primary-tint text-primary-text"
      >
        <Icon size={20} />
      </span>
      <h3 ref={heading} tabIndex={-1} className="text-lg font-semibold focus:outline-none">
        {isAsked ? texts.booked.asked : texts.booked.title}
      </h3>
      <p className="mt-1 text-sm text-text-muted wrap-anywhere">
        {isAsked ? texts.booked.askedText(emailHint) : texts.booked.mailed(emailHint)}
      </p>
      <p className="mt-5 text-sm text-text-muted wrap-anywhere">
        {name} {texts.booked.with(hostName)}
      </p>
      <p className="mt-1 text-base font-semibold">
        <time dateTime={startsAt}>
          {formatDay(startsAt)}, <span className="numeric">{formatTime(startsAt)}</span>
        </time>
        {' – '}
        <span className="numeric">{formatTime(endsAt)}</span>
      </p>
      {place === '' ? null : <p className="mt-2 text-sm wrap-anywhere">{texts.talkNow.meet(place)}</p>}
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        <a
          href={`/call/${token}`}
          target="_blank"
          rel="noopener noreferrer"
          className={buttonStyles({ variant: 'ghost' })}
        >
          {texts.inRoom.see}
          <span className="sr-only"> ({texts.inRoom.newTab})</span>
        </a>
        <DialogClose className={buttonStyles({ variant: 'primary' })}>{texts.inRoom.back}</DialogClose>
      </div>
    </div>
  );
}
