import type { FormValues, ProblemIssue, Touch } from '@stageline/contracts';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { filled, pageLocale } from '../../../shared/i18n/index.ts';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { errorsOf } from '../lib/errors-of.ts';
import type { FieldErrors, FormField } from '../lib/fields.ts';
import type { Invitation } from '../invitation.ts';
import { registrationTexts } from '../texts.ts';
import { controlId, FormControl, labelOf } from './form-control.tsx';

export interface RegistrationFormProps {
  readonly invitation: Invitation;
  readonly promoterName: string;
  /** The invitation that brought the reader here. */
  readonly via?: string | undefined;
  /** What the site asks. */
  readonly fields: readonly FormField[];
  /** What the details are used for; `{name}` is the host. */
  readonly notice: string;
  /** How the reader came here. */
  readonly touch?: Touch | undefined;
  /** What came back from a post without script. */
  readonly form?: { readonly values: FormValues; readonly issues: readonly ProblemIssue[] } | undefined;
}

/** What only sending needs: it comes when the form is first touched, and the page is alive without it. */
const loadSending = () => import('../sending.ts');

const Summary = ({
  text,
  issues,
  fields,
}: {
  readonly text?: string | undefined;
  readonly issues: readonly ProblemIssue[];
  readonly fields: readonly FormField[];
}) => {
  const texts = registrationTexts();
  const errors = errorsOf(issues, fields);
  const named = fields.filter((field) => errors[field.name] !== undefined);
  return (
    <div
      role="alert"
      tabIndex={-1}
      // Without script the browser moves the focus here after the post.
      autoFocus
      id="register-summary"
      className="mb-5 rounded-md bg-danger-tint px-4 py-3 text-sm text-danger focus:outline-none"
    >
      <p className="font-medium">
        {text ??
          (named.length > 0
            ? texts.lookAgain
            : issues[0] === undefined
              ? texts.tryAgain
              : translated(issues[0].message))}
      </p>
      {text === undefined && named.length > 0 && (
        <ul className="mt-1">
          {named.map((field) => (
            <li key={field.name}>
              <a href={`#${controlId(field.name)}`} className="underline underline-offset-2">
                <bdi>{labelOf(field)}</bdi>
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

/**
 * The one form of the landing page. As HTML it posts to `/register`; with script it posts JSON, keeps what was typed
 * through every failure, and turns into the confirmation.
 */
export function RegistrationForm({
  invitation,
  promoterName,
  via = '',
  fields,
  notice,
  touch,
  form,
}: RegistrationFormProps) {
  const [errors, setErrors] = useState<FieldErrors>(() => errorsOf(form?.issues ?? [], fields));
  const [failure, setFailure] = useState<string>();
  const [sending, setSending] = useState(false);
  const [done, setDone] = useState<ReactElement>();
  const element = useRef<HTMLFormElement>(null);
  // Until we are here, the browser's own messages are better than none.
  const [alive, setAlive] = useState(false);
  useEffect(() => {
    setAlive(true);
    const fetchSending = (): void => void loadSending().catch(() => undefined);
    const typed = element.current;
    typed?.addEventListener('focusin', fetchSending, { once: true });
    return () => typed?.removeEventListener('focusin', fetchSending);
  }, []);
  const texts = registrationTexts();
  const { title, hint, action, next } = invitation;

  const showErrors = (found: FieldErrors): boolean => {
    setErrors(found);
    const first = fields.find((field) => found[field.name] !== undefined);
    if (first !== undefined) (element.current?.elements.namedItem(first.name) as HTMLElement | null)?.focus();
    return first !== undefined;
  };
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (sending) return;
    const typed = event.currentTarget;
    setFailure(undefined);
    setSending(true);
    const way = await loadSending().catch(() => undefined);
    if (way === undefined) {
      setSending(false);
      // A release may have taken the file away: the browser's own post needs none.
      if (navigator.onLine) typed.submit();
      else setFailure(texts.offline);
      return;
    }
    const outcome = await way.send(typed, fields, {
      locale: pageLocale().locale,
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(via && { via }),
      ...(touch && { touch }),
    });
    setSending(false);
    if (outcome.kind === 'sent') setDone(<way.RegistrationDone {...outcome.person} next={next} focus />);
    else if (!showErrors(outcome.errors)) setFailure(outcome.sentence);
  };
  const recheck = (name: string): void => {
    if (errors[name] !== undefined) setErrors(({ [name]: _mended, ...rest }) => rest);
  };

  if (done !== undefined) return done;
  const issues = form?.issues ?? [];
  return (
    <form
      ref={element}
      method="post"
      action="/register"
      noValidate={alive}
      onSubmit={(event) => void submit(event)}
      aria-labelledby="register-title"
    >
      <h2 id="register-title" className="display text-xl text-text">
        {title}
      </h2>
      <p className="mt-1 mb-5 text-sm text-text-muted">{hint}</p>
      {(failure !== undefined || issues.length > 0) && (
        <Summary text={failure} issues={failure === undefined ? issues : []} fields={fields} />
      )}
      <div className="grid grid-cols-2 gap-x-3 gap-y-4">
        {fields.map((field) => (
          <FormControl
            key={field.name}
            field={field}
            values={form?.values}
            error={errors[field.name]}
            onInput={() => recheck(field.name)}
          />
        ))}
      </div>
      <input type="hidden" name="locale" value={pageLocale().locale} />
      <input type="hidden" name="via" value={via} />
      {Object.entries(touch ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={`touch.${name}`} value={value} />
      ))}
      <div className="absolute -start-[100vw] size-px overflow-hidden" aria-hidden="true">
        <label htmlFor="register-website">{texts.trap}</label>
        <input id="register-website" name="website" type="text" tabIndex={-1} autoComplete="off" />
      </div>
      <Button type="submit" variant="primary" size="lg" loading={sending} className="mt-6 w-full">
        {action}
      </Button>
      <p data-protected="" className="mt-3 text-xs text-text-muted">
        {filled(notice, { name: <bdi>{promoterName}</bdi> })}
      </p>
    </form>
  );
}
