import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useForm } from 'react-hook-form';
import { pageLocale } from '../i18n/index.ts';
import { applyIssues } from '../lib/form.ts';
import { formatTime } from '../lib/format.ts';
import { problemTexts } from '../lib/problem-texts.ts';
import { Button, Field, Input, Notice, Textarea } from '../ui/index.ts';
import { useConfirm, type Bookable, type Booked, type Hold } from './booking.queries.ts';
import { useIsOver } from './use-is-over.ts';
import { bookingTexts } from './texts.ts';

interface Values {
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  wantsTexts: boolean;
  website: string;
  answers: Record<string, string>;
}
/** What somebody has typed so far; null before they have. It outlives the form, which goes while another time is chosen. */
export interface BookingDraft {
  readonly values: Values;
  /** Whether they are somebody else than their link says. */
  readonly isOther: boolean;
}
const NOTHING: Values = {
  ...{ firstName: '', lastName: '', email: '', phone: '', wantsTexts: false, website: '', answers: {} },
};

interface BookingFormProps {
  readonly bookable: Bookable;
  readonly hold: Hold;
  readonly timeZone: string;
  readonly personalToken: string | null;
  /** Says from which room somebody comes, whose site knows them: they are not asked who they are. */
  readonly way?: string;
  readonly draft: RefObject<BookingDraft | null>;
  readonly onBack: () => void;
  readonly onBooked: (booked: Booked) => void;
}

/** Who it is. Whoever comes by their personal link has said that already. */
export function BookingForm(props: BookingFormProps) {
  const { bookable, hold, timeZone, personalToken, way, draft, onBack, onBooked } = props;
  const texts = bookingTexts().form;
  const [isOther, setOther] = useState(draft.current?.isOther ?? false);
  const guest = isOther ? null : bookable.guest;
  const isNumberKnown = way !== undefined && guest !== null && guest.phoneHint !== null;
  const confirm = useConfirm(bookable.slug);
  const isOver = useIsOver(hold.until);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useForm<Values>({ defaultValues: draft.current?.values ?? NOTHING });
  const back = () => {
    draft.current = { values: form.getValues(), isOther };
    onBack();
  };
  const { register, formState, setError } = form;
  const { errors } = formState;
  useEffect(() => heading.current?.focus(), []);
  const submit = form.handleSubmit(async ({ phone, wantsTexts, answers, website, ...who }) => {
    const given = Object.entries(answers).map(([id, answer]) => ({ id, answer: answer.trim() }));
    try {
      const booked = await confirm.mutateAsync({
        hold: hold.hold,
        timeZone,
        locale: pageLocale().locale,
        answers: given.filter(({ answer }) => answer !== ''),
        ...(guest === null ? who : { personalToken: personalToken! }),
        ...(phone.trim() !== '' && { phone }),
        ...(wantsTexts && { wantsTexts }),
        ...(website !== '' && { website }),
        ...(way !== undefined && { way }),
      });
      onBooked(booked);
    } catch (error) {
      if (!applyIssues(error, form)) setError('root.server', { message: problemTexts().failed });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="mx-auto flex max-w-lg flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Button variant="ghost" size="sm" className="-ms-3" onClick={back}>
          <ArrowLeft size={16} aria-hidden="true" />
          {texts.otherTime}
        </Button>
        <p className="numeric text-sm text-text-muted">{isOver ? null : texts.kept(formatTime(hold.until))}</p>
      </div>
      <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold focus:outline-none">
        {texts.title}
      </h2>
      {isOver ? (
        <Notice tone="warning">
          <p>{texts.over}</p>
          <Button size="sm" className="mt-2" onClick={back}>
            {texts.chooseAnew}
          </Button>
        </Notice>
      ) : null}
      {guest === null ? (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={texts.firstName} error={errors.firstName?.message}>
              {(control) => <Input {...control} autoComplete="given-name" {...register('firstName')} />}
            </Field>
            <Field label={texts.lastName} error={errors.lastName?.message}>
              {(control) => <Input {...control} autoComplete="family-name" {...register('lastName')} />}
            </Field>
          </div>
          <Field label={texts.email} error={errors.email?.message}>
            {(control) => <Input {...control} type="email" autoComplete="email" {...register('email')} />}
          </Field>
        </>
      ) : (
        <p className="rounded-md bg-muted px-4 py-3 text-sm wrap-anywhere">
          {texts.as(`${guest.firstName} ${guest.lastName}`.trim(), guest.emailHint)}{' '}
          {way === undefined ? (
            <button type="button" className="tap-target font-medium underline" onClick={() => setOther(true)}>
              {texts.notMe}
            </button>
          ) : guest.phoneHint === null ? null : (
            texts.numberKnown(guest.phoneHint)
          )}
        </p>
      )}
      {isNumberKnown && errors.phone === undefined ? null : (
        <Field label={texts.phone} optional error={errors.phone?.message}>
          {(control) => <Input {...control} type="tel" autoComplete="tel" {...register('phone')} />}
        </Field>
      )}
      {bookable.canText ? (
        <label className="flex min-h-11 items-start gap-3 text-sm">
          <input type="checkbox" className="mt-0.5 size-5 shrink-0 accent-primary" {...register('wantsTexts')} />
          <span>
            {texts.texts}
            <span className="mt-0.5 block text-xs text-text-muted">{texts.textsHint}</span>
          </span>
        </label>
      ) : null}
      {bookable.questions.map(({ id, label, required }) => (
        <Field key={id} label={label} optional={!required} error={errors.answers?.[id]?.message}>
          {(control) => <Textarea {...control} rows={2} {...register(`answers.${id}`)} />}
        </Field>
      ))}
      <input tabIndex={-1} aria-hidden="true" autoComplete="off" className="hidden" {...register('website')} />
      {errors.root?.['server'] === undefined ? null : <Notice>{errors.root['server'].message}</Notice>}
      <Button type="submit" variant="primary" size="lg" loading={formState.isSubmitting} disabled={isOver}>
        {bookable.needsApproval ? texts.ask : texts.submit}
      </Button>
      <p className="text-center text-xs text-text-muted">{texts.privacy}</p>
    </form>
  );
}
