import { errorRegistry, type BookingStep } from '@stageline/contracts';
import { pageLocale } from '../../../shared/i18n/locale.ts';
import { formatTime } from '../../../shared/lib/format.ts';
import { describeProblem } from '../../../shared/lib/problem-texts.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Field, Input } from '../../../shared/ui/field.tsx';
import { Textarea } from '../../../shared/ui/textarea.tsx';
import { bookingTexts } from '../../../shared/booking/texts.ts';
import { PlainAlert } from './plain-frame.tsx';
import { pathWith } from './plain-times.tsx';

/** Who it is, as a form without script; what does not pass comes back with what was typed. */
export function PlainDetails({ step }: { readonly step: Extract<BookingStep, { step: 'details' }> }) {
  const texts = bookingTexts().form;
  const { page, hold, timeZone, personalToken, form } = step;
  const query = { hold: hold.hold, zone: timeZone, t: personalToken };
  const path = `/book/${encodeURIComponent(page.slug)}`;
  const errorOf = (name: string) => form?.issues.find(({ pointer }) => pointer === `/${name}`)?.message;
  const typed = (name: string) => form?.values[name];
  const isAboutFields = form?.issues.some(({ pointer }) => pointer !== '') === true;
  const field = (name: 'firstName' | 'lastName' | 'email', autoComplete: string, type = 'text') => (
    <Field id={`booking-${name}`} label={texts[name]} error={errorOf(name)}>
      {(control) => (
        <Input {...control} name={name} type={type} required autoComplete={autoComplete} defaultValue={typed(name)} />
      )}
    </Field>
  );
  return (
    <form method="post" action={pathWith(`${path}/details`, query)} className="mx-auto flex max-w-lg flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <a
          href={pathWith(path, query)}
          className="inline-flex min-h-11 items-center text-sm font-medium underline underline-offset-4"
        >
          {texts.otherTime}
        </a>
        <p className="numeric text-sm text-text-muted">{texts.kept(formatTime(hold.until, { timeZone }))}</p>
      </div>
      <h2 className="text-lg font-semibold">{texts.title}</h2>
      {form === undefined ? null : (
        <PlainAlert>
          {isAboutFields
            ? bookingTexts().plain.lookAgain
            : describeProblem({ code: form.code, title: errorRegistry[form.code].title })}
        </PlainAlert>
      )}
      <input type="hidden" name="hold" value={hold.hold} />
      <input type="hidden" name="timeZone" value={timeZone} />
      <input type="hidden" name="locale" value={pageLocale().locale} />
      {page.guest === null ? (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            {field('firstName', 'given-name')}
            {field('lastName', 'family-name')}
          </div>
          {field('email', 'email', 'email')}
        </>
      ) : (
        <p className="rounded-md bg-muted px-4 py-3 text-sm wrap-anywhere">
          <input type="hidden" name="personalToken" value={personalToken ?? ''} />
          {texts.as(`${page.guest.firstName} ${page.guest.lastName}`.trim(), page.guest.emailHint)}{' '}
          <a href={pathWith(`${path}/details`, { ...query, t: null })} className="tap-target font-medium underline">
            {texts.notMe}
          </a>
        </p>
      )}
      <Field id="booking-phone" label={texts.phone} optional error={errorOf('phone')}>
        {(control) => <Input {...control} name="phone" type="tel" autoComplete="tel" defaultValue={typed('phone')} />}
      </Field>
      {page.canText ? (
        <label className="flex min-h-11 items-start gap-3 text-sm">
          <input
            type="checkbox"
            className="mt-0.5 size-5 shrink-0 accent-primary"
            name="wantsTexts"
            value="yes"
            defaultChecked={typed('wantsTexts') !== undefined}
          />
          <span>
            {texts.texts}
            <span className="mt-0.5 block text-xs text-text-muted">{texts.textsHint}</span>
          </span>
        </label>
      ) : null}
      {page.questions.map(({ id, label, required }) => (
        <Field key={id} id={`booking-${id}`} label={label} optional={!required} error={errorOf(`answers/${id}`)}>
          {(control) => (
            <Textarea
              {...control}
              name={`answers.${id}`}
              rows={2}
              maxLength={1000}
              required={required}
              defaultValue={typed(`answers.${id}`)}
            />
          )}
        </Field>
      ))}
      <input name="website" tabIndex={-1} aria-hidden="true" autoComplete="off" className="hidden" />
      <Button type="submit" variant="primary" size="lg">
        {page.needsApproval ? texts.ask : texts.submit}
      </Button>
      <p className="text-center text-xs text-text-muted">{texts.privacy}</p>
    </form>
  );
}
