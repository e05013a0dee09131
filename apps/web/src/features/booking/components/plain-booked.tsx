import { errorRegistry, type BookedCall, type BookingStep, type SiteView } from '@stageline/contracts';
import { calendarLinks } from '@stageline/domain';
import type { ReactNode } from 'react';
import { formatDateTime, formatDay, formatTime, formatZone } from '../../../shared/lib/format.ts';
import { describeProblem } from '../../../shared/lib/problem-texts.ts';
import { Button, buttonStyles } from '../../../shared/ui/button.tsx';
import { Field } from '../../../shared/ui/field.tsx';
import { Textarea } from '../../../shared/ui/textarea.tsx';
import { bookingTexts } from '../../../shared/booking/texts.ts';
import { PlainAlert } from './plain-frame.tsx';

interface PlainBookedProps {
  readonly step: Extract<BookingStep, { step: 'booked' }>;
  readonly site: SiteView;
  readonly origin: string;
  readonly now: string;
}

/** A booked call for whoever holds its link, with the ways to move it and to call it off: links and forms, no script. */
export function PlainBooked({ step: { call, form }, site, origin, now }: PlainBookedProps) {
  const texts = bookingTexts().booked;
  const { state, startsAt, endsAt, emailHint, timeZone } = call;
  const isOver = Date.parse(endsAt) < Date.parse(now);
  const isOff = state === 'cancelled';
  const title = isOff ? texts.called : isOver ? texts.over : state === 'pending' ? texts.asked : texts.title;
  const about = isOff ? texts.calledText : state === 'pending' ? texts.askedText(emailHint) : texts.mailed(emailHint);
  const at = { timeZone };
  return (
    <div className="mx-auto max-w-lg rounded-lg border border-border bg-raised">
      <div className="p-6 pt-8 text-center sm:p-8">
        {form === undefined ? null : (
          <PlainAlert>{describeProblem({ code: form.code, title: errorRegistry[form.code].title })}</PlainAlert>
        )}
        <h1 className="display text-2xl font-semibold">{title}</h1>
        {isOver && !isOff ? null : <p className="mt-2 text-base text-text-muted wrap-anywhere">{about}</p>}
      </div>
      <div className="border-t border-border p-6 sm:p-8">
        <p className="text-sm text-text-muted wrap-anywhere">
          {call.name} {texts.with(call.hostName)}
        </p>
        <p className={isOff ? 'mt-1 text-lg font-semibold line-through' : 'mt-1 text-lg font-semibold'}>
          <time dateTime={startsAt}>
            {formatDay(startsAt, at)}, <span className="numeric">{formatTime(startsAt, at)}</span>
          </time>
          {' – '}
          <span className="numeric">{formatTime(endsAt, at)}</span>
        </p>
        <p className="text-sm text-text-muted">{formatZone(timeZone, startsAt)}</p>
        {call.cancelReason === null ? null : (
          <p className="mt-3 text-sm wrap-anywhere">{texts.reasonOf(call.cancelReason)}</p>
        )}
        {isOff || isOver ? null : <Further call={call} site={site} origin={origin} />}
        {isOver || call.textedAt === null ? null : (
          <form method="post" action={`/call/${encodeURIComponent(call.token)}/stop-texts`} className="mt-5">
            <p className="mb-2 text-sm text-text-muted">{texts.texted(call.textedAt)}</p>
            <Button type="submit" size="sm">
              {texts.stopTexts}
            </Button>
          </form>
        )}
      </div>
      <div className="border-t border-border p-6 sm:px-8">
        {isOff || isOver ? (
          <a href={`/book/${encodeURIComponent(call.slug)}`} className={buttonStyles({ variant: 'primary' })}>
            {texts.again}
          </a>
        ) : (
          <Change call={call} />
        )}
      </div>
    </div>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt className="text-text-muted">{name}</dt>
    <dd className="mt-0.5 flex flex-wrap gap-x-4 font-medium wrap-anywhere">{children}</dd>
  </div>
);

function Further({ call, site, origin }: { readonly call: BookedCall } & Pick<PlainBookedProps, 'site' | 'origin'>) {
  const texts = bookingTexts().booked;
  const { google, outlook } = calendarLinks({
    uid: call.id,
    sequence: call.sequence,
    startsAt: call.startsAt,
    endsAt: call.endsAt,
    title: `${call.name} · ${site.profile.siteName}`,
    description: `${origin}/call/${call.token}`,
    url: call.place,
    isCancelled: false,
  });
  const link = (href: string, label: string) => (
    <a href={href} className="inline-flex min-h-11 items-center underline" rel="noreferrer">
      {label}
    </a>
  );
  return (
    <dl className="mt-5 flex flex-col gap-3 text-sm">
      {call.place === '' ? null : (
        <Fact name={texts.where}>{/^https:\/\/\S+$/.test(call.place) ? link(call.place, call.place) : call.place}</Fact>
      )}
      {call.state === 'confirmed' ? (
        <Fact name={texts.calendar}>
          {link(google, texts.google)}
          {link(outlook, texts.outlook)}
        </Fact>
      ) : null}
    </dl>
  );
}

function Change({ call: { token, changeableUntil, timeZone } }: { readonly call: BookedCall }) {
  const texts = bookingTexts().booked;
  const path = `/call/${encodeURIComponent(token)}`;
  if (changeableUntil === null) return <p className="text-sm text-text-muted">{texts.tooLate}</p>;
  return (
    <>
      <p className="mb-4 text-sm text-text-muted">{texts.until(formatDateTime(changeableUntil, { timeZone }))}</p>
      <a href={`${path}/move`} className={buttonStyles({})}>
        {texts.move}
      </a>
      <details className="mt-3">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm text-text-muted underline">
          {texts.cancel}
        </summary>
        <form method="post" action={`${path}/cancel`} className="mt-2 flex flex-col items-start gap-3">
          <p className="text-sm text-text-muted">{texts.cancelText}</p>
          <Field id="booked-reason" label={texts.reason} optional className="w-full">
            {(control) => <Textarea {...control} name="reason" rows={2} maxLength={500} />}
          </Field>
          <Button type="submit" variant="danger-quiet">
            {texts.confirm}
          </Button>
        </form>
      </details>
    </>
  );
}
