import { calendarLinks } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import { CalendarCheck2, CalendarX2, Hourglass } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { ApiProblem, call } from '../../../shared/lib/api.ts';
import { formatDateTime, formatDay, formatTime, formatZone, ownTimeZone } from '../../../shared/lib/format.ts';
import { useSite } from '../../../shared/lib/session.ts';
import { SlotPicker } from '../../../shared/slots/slot-picker.tsx';
import { AlertDialog, Button, buttonStyles, Field, Notice, Textarea, toast } from '../../../shared/ui/index.ts';
import { VisitorFrame, VisitorLoaded } from '../../../shared/ui/visitor-frame.tsx';
import { bookedQuery, useChangeBooked, type Booked } from '../../../shared/booking/booking.queries.ts';
import { Taken } from '../../../shared/booking/taken.tsx';
import { bookingTexts } from '../../../shared/booking/texts.ts';

/** A booked call, for whoever holds its link. */
export function BookedPage() {
  const texts = bookingTexts();
  const { token = '' } = useParams();
  const booked = useQuery(bookedQuery(token));
  return (
    <VisitorLoaded query={booked} loading={texts.loading} lost={{ title: texts.notThere, text: texts.notThereText }}>
      {(data) => <Call call={data} token={token} />}
    </VisitorLoaded>
  );
}

interface CallProps {
  readonly call: Booked;
  readonly token: string;
}
function Call({ call: booked, token }: CallProps) {
  const texts = bookingTexts().booked;
  const [timeZone, setTimeZone] = useState(ownTimeZone);
  const [isMoving, setMoving] = useState(false);
  const { move } = useChangeBooked(token);
  const take = (startsAt: string) =>
    move.mutate(startsAt, {
      onSuccess: () => {
        setMoving(false);
        toast.success(texts.moved);
      },
    });
  const place = useRef<HTMLElement | null>(null);
  const wasMoving = useRef(isMoving);
  useEffect(() => {
    // The button that was pressed leaves with what it stood in.
    if (wasMoving.current !== isMoving && document.activeElement === document.body) place.current?.focus();
    wasMoving.current = isMoving;
  }, [isMoving]);
  const heading = (element: HTMLElement | null) => {
    place.current = element;
  };
  if (!isMoving) return <Standing call={booked} token={token} heading={heading} onMove={() => setMoving(true)} />;
  return (
    <VisitorFrame title={texts.moveTitle}>
      <div className="rounded-lg border border-border bg-raised p-5 sm:p-6">
        <div className="mb-5 flex flex-wrap items-center justify-between gap-2">
          <h1 ref={heading} tabIndex={-1} className="display text-xl font-semibold outline-none">
            {texts.moveTitle}
          </h1>
          <Button variant="ghost" onClick={() => setMoving(false)}>
            {texts.keep}
          </Button>
        </div>
        {move.error instanceof ApiProblem ? <Taken problem={move.error} timeZone={timeZone} onChoose={take} /> : null}
        <SlotPicker
          of={`booked:${token}`}
          load={(query, signal) => call('booked.slots', { params: { token }, query, signal })}
          timeZone={timeZone}
          onTimeZone={setTimeZone}
          onChoose={take}
          busy={move.isPending ? move.variables : null}
        />
      </div>
    </VisitorFrame>
  );
}

const icons = { held: Hourglass, pending: Hourglass, confirmed: CalendarCheck2, cancelled: CalendarX2 } as const;

interface StandingProps extends CallProps {
  readonly heading: (element: HTMLElement | null) => void;
  readonly onMove: () => void;
}
function Standing({ call: booked, token, heading, onMove }: StandingProps) {
  const texts = bookingTexts().booked;
  const { state, startsAt, endsAt, emailHint, changeableUntil } = booked;
  const isOver = Date.parse(endsAt) < Date.now();
  const isOff = state === 'cancelled';
  const title = isOff ? texts.called : isOver ? texts.over : state === 'pending' ? texts.asked : texts.title;
  const Icon = icons[state];
  const zone = ownTimeZone();
  return (
    <VisitorFrame title={title}>
      <div className="mx-auto max-w-lg rounded-lg border border-border bg-raised">
        <div className="flex flex-col items-center p-6 pt-8 text-center sm:p-8">
          <span
            aria-hidden="true"
            className="mb-4 grid size-13 animate-fade place-items-center rounded-full bg-primary-tint text-primary-text"
          >
            <Icon size={20} />
          </span>
          <h1 ref={heading} tabIndex={-1} className="display text-2xl font-semibold outline-none">
            {title}
          </h1>
          <p className="mt-2 text-base text-text-muted wrap-anywhere">
            {isOff
              ? texts.calledText
              : isOver
                ? null
                : state === 'pending'
                  ? texts.askedText(emailHint)
                  : texts.mailed(emailHint)}
          </p>
        </div>
        <div className="border-t border-border p-6 sm:p-8">
          <p className="text-sm text-text-muted wrap-anywhere">
            {booked.name} {texts.with(booked.hostName)}
          </p>
          <p className={isOff ? 'mt-1 text-lg font-semibold line-through' : 'mt-1 text-lg font-semibold'}>
            <time dateTime={startsAt}>
              {formatDay(startsAt)}, <span className="numeric">{formatTime(startsAt)}</span>
            </time>
            {' – '}
            <span className="numeric">{formatTime(endsAt)}</span>
          </p>
          <p className="text-sm text-text-muted">{formatZone(zone, startsAt)}</p>
          {booked.cancelReason === null ? null : (
            <p className="mt-3 text-sm wrap-anywhere">{texts.reasonOf(booked.cancelReason)}</p>
          )}
          {isOff || isOver ? null : <Further call={booked} />}
          {isOver || booked.textedAt === null ? null : <Texts token={token} number={booked.textedAt} />}
        </div>
        {isOff || isOver ? (
          <div className="border-t border-border p-6 text-center">
            <a href={`/book/${booked.slug}`} className={buttonStyles({ variant: 'primary' })}>
              {texts.again}
            </a>
          </div>
        ) : (
          <div className="flex flex-wrap items-center justify-between gap-3 border-t border-border p-6 sm:px-8">
            <p className="min-w-0 flex-1 basis-52 text-sm text-text-muted">
              {changeableUntil === null ? texts.tooLate : texts.until(formatDateTime(changeableUntil))}
            </p>
            {changeableUntil === null ? null : (
              <div className="flex gap-2">
                <Button onClick={onMove}>{texts.move}</Button>
                <Cancel token={token} />
              </div>
            )}
          </div>
        )}
      </div>
    </VisitorFrame>
  );
}

/** How they meet, and the ways into a calendar. */
function Further({ call: booked }: { readonly call: Booked }) {
  const texts = bookingTexts().booked;
  const { data: site } = useSite();
  const isLink = /^https:\/\/\S+$/.test(booked.place);
  const links = calendarLinks({
    uid: booked.id,
    sequence: booked.sequence,
    startsAt: booked.startsAt,
    endsAt: booked.endsAt,
    title: `${booked.name} · ${site?.profile.siteName ?? booked.hostName}`,
    description: `${window.location.origin}/call/${booked.token}`,
    url: booked.place,
    isCancelled: false,
  });
  return (
    <dl className="mt-5 flex flex-col gap-4 text-sm">
      {booked.place === '' ? null : (
        <div>
          <dt className="text-text-muted">{texts.where}</dt>
          <dd className="mt-0.5 font-medium wrap-anywhere">
            {isLink ? (
              <a href={booked.place} className="underline" rel="noreferrer">
                {booked.place}
              </a>
            ) : (
              booked.place
            )}
          </dd>
        </div>
      )}
      {booked.state !== 'confirmed' ? null : (
        <div>
          <dt className="text-text-muted">{texts.calendar}</dt>
          <dd className="mt-1.5 flex gap-2">
            <a href={links.google} target="_blank" rel="noreferrer" className={buttonStyles({ size: 'sm' })}>
              {texts.google}
            </a>
            <a href={links.outlook} target="_blank" rel="noreferrer" className={buttonStyles({ size: 'sm' })}>
              {texts.outlook}
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Where they are reminded, and the way to end that. */
function Texts({ token, number }: { readonly token: string; readonly number: string }) {
  const texts = bookingTexts().booked;
  const { stopTexts } = useChangeBooked(token);
  return (
    <div className="mt-5">
      <p className="mb-2 text-sm text-text-muted">{texts.texted(number)}</p>
      {stopTexts.error === null ? null : <Notice className="mb-2">{stopTexts.error.message}</Notice>}
      <Button size="sm" loading={stopTexts.isPending} onClick={() => stopTexts.mutate()}>
        {texts.stopTexts}
      </Button>
    </div>
  );
}

function Cancel({ token }: { readonly token: string }) {
  const texts = bookingTexts().booked;
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { cancel } = useChangeBooked(token);
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button variant="danger-quiet">{texts.cancel}</Button>}
      title={texts.cancelTitle}
      description={texts.cancelText}
      confirmLabel={texts.confirm}
      danger
      loading={cancel.isPending}
      onConfirm={() => cancel.mutate(reason, { onSuccess: () => setOpen(false) })}
    >
      {cancel.error === null ? null : <Notice className="mb-3">{cancel.error.message}</Notice>}
      <Field label={texts.reason} optional>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </AlertDialog>
  );
}
