import type { FormValues, ProblemIssue } from '@stageline/contracts';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { filled, pageLocale } from '../../../shared/i18n/index.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Field, Input } from '../../../shared/ui/field.tsx';
import { register } from '../api/register.ts';
import { errorsOf } from '../lib/errors-of.ts';
import { errorOf, formFields, type FieldErrors, type FieldName } from '../lib/fields.ts';
import type { Invitation } from '../invitation.ts';
import { registrationTexts } from '../texts.ts';
import { RegistrationDone } from './registration-done.tsx';

export interface RegistrationFormProps {
  readonly invitation: Invitation;
  readonly promoterName: string;
  /** The invitation that brought the reader here. */
  readonly via?: string | undefined;
  /** What came back from a post without script. */
  readonly form?: { readonly values: FormValues; readonly issues: readonly ProblemIssue[] } | undefined;
}

const controlId = (name: FieldName): string => `register-${name}`;

function readForm(form: HTMLFormElement): { values: Record<string, string>; errors: FieldErrors } {
  const values: Record<string, string> = {};
  const errors: Partial<Record<FieldName, string>> = {};
  for (const field of formFields) {
    const control = form.elements.namedItem(field.name) as HTMLInputElement;
    const value = control.value.trim();
    if (value !== '') values[field.name] = value;
    const error = errorOf(field, control.value, control.validity);
    if (error !== undefined) errors[field.name] = error;
  }
  const trap = (form.elements.namedItem('website') as HTMLInputElement).value;
  if (trap !== '') values['website'] = trap;
  return { values, errors };
}

function sentenceFor(problem: unknown): string {
  const texts = registrationTexts();
  if (!(problem instanceof ApiProblem)) return texts.failed;
  if (problem.code === 'offline') return texts.offline;
  if (problem.code === 'too-many-requests')
    return problem.retryAfterSeconds === undefined ? texts.busy : texts.busyFor(problem.retryAfterSeconds);
  return problem.message;
}

const Summary = ({
  text,
  issues,
}: {
  readonly text?: string | undefined;
  readonly issues: readonly ProblemIssue[];
}) => {
  const texts = registrationTexts();
  const errors = errorsOf(issues);
  const named = formFields.filter((field) => errors[field.name] !== undefined);
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
                {texts.fields[field.name]}
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
export function RegistrationForm({ invitation, promoterName, via = '', form }: RegistrationFormProps) {
  const [errors, setErrors] = useState<FieldErrors>(() => errorsOf(form?.issues ?? []));
  const [failure, setFailure] = useState<string>();
  const [sending, setSending] = useState(false);
  const [done, setDone] = useState<{ firstName: string; email: string }>();
  const element = useRef<HTMLFormElement>(null);
  // Until we are here, the browser's own messages are better than none.
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const texts = registrationTexts();
  const { title, hint, action, next } = invitation;

  const showErrors = (found: FieldErrors): boolean => {
    setErrors(found);
    const first = formFields.find((field) => found[field.name] !== undefined);
    if (first !== undefined) (element.current?.elements.namedItem(first.name) as HTMLElement | null)?.focus();
    return first !== undefined;
  };
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (sending) return;
    setFailure(undefined);
    const { values, errors: found } = readForm(event.currentTarget);
    if (showErrors(found)) return;
    setSending(true);
    try {
      setDone(
        await register({
          ...(values as { firstName: string; lastName: string; email: string }),
          locale: pageLocale().locale,
          ...(via && { via }),
        }),
      );
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || !showErrors(errorsOf(problem.issues))) setFailure(sentenceFor(problem));
    } finally {
      setSending(false);
    }
  };
  const recheck = (name: FieldName): void => {
    if (errors[name] !== undefined) setErrors(({ [name]: _mended, ...rest }) => rest);
  };

  if (done !== undefined) return <RegistrationDone firstName={done.firstName} email={done.email} next={next} focus />;
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
        <Summary text={failure} issues={failure === undefined ? issues : []} />
      )}
      <div className="grid grid-cols-2 gap-x-3 gap-y-4">
        {formFields.map((field) => (
          <Field
            key={field.name}
            id={controlId(field.name)}
            label={texts.fields[field.name]}
            optional={!field.required}
            error={errors[field.name]}
            className={cn(field.half === undefined ? 'col-span-2' : field.half === 'wide' && 'max-sm:col-span-2')}
          >
            {(control) => (
              <Input
                {...control}
                dir="auto"
                name={field.name}
                type={field.type}
                autoComplete={field.autoComplete}
                required={field.required}
                maxLength={field.maxLength}
                pattern={field.pattern}
                defaultValue={form?.values[field.name]}
                onInput={() => recheck(field.name)}
              />
            )}
          </Field>
        ))}
      </div>
      <input type="hidden" name="locale" value={pageLocale().locale} />
      <input type="hidden" name="via" value={via} />
      <div className="absolute -start-[100vw] size-px overflow-hidden" aria-hidden="true">
        <label htmlFor="register-website">{texts.trap}</label>
        <input id="register-website" name="website" type="text" tabIndex={-1} autoComplete="off" />
      </div>
      <Button type="submit" variant="primary" size="lg" loading={sending} className="mt-6 w-full">
        {action}
      </Button>
      <p data-protected="" className="mt-3 text-xs text-text-muted">
        {filled(texts.consent, { name: <bdi>{promoterName}</bdi> })}
      </p>
    </form>
  );
}
