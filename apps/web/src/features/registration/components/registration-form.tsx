import type { FormValues, ProblemIssue } from '@stageline/contracts';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { ApiProblem, call } from '../../../shared/lib/api.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Field, Input } from '../../../shared/ui/field.tsx';
import { errorsOf } from '../lib/errors-of.ts';
import { errorOf, formFields, type FieldErrors, type FieldName } from '../lib/fields.ts';
import type { SessionStatus } from '../lib/session-status.ts';
import { RegistrationDone } from './registration-done.tsx';

export interface RegistrationFormProps {
  readonly status: SessionStatus;
  readonly promoterName: string;
  /** What came back from a post without script. */
  readonly form?: { readonly values: FormValues; readonly issues: readonly ProblemIssue[] } | undefined;
}

const words: Readonly<
  Record<SessionStatus, { readonly title: string; readonly hint: string; readonly action: string }>
> = {
  scheduled: {
    title: 'Save your place',
    hint: 'Free. Your personal link to join comes by e\u2011mail.',
    action: 'Save my place',
  },
  live: {
    title: 'On air right now',
    hint: 'Your personal link to join comes by e\u2011mail in a moment.',
    action: 'Get my link',
  },
  ended: {
    title: 'Be there next time',
    hint: 'This one is over. You hear from us when the next date is set.',
    action: 'Tell me the next date',
  },
  none: {
    title: 'Be told first',
    hint: 'There is no date yet. You hear from us as soon as it is set.',
    action: 'Tell me the date',
  },
};

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
  if (!(problem instanceof ApiProblem))
    return 'Something went wrong on our side. What you typed is still here: please try again.';
  if (problem.code === 'offline')
    return 'You seem to be offline. What you typed is still here: try again when you are back.';
  if (problem.code === 'too-many-requests') {
    const wait = problem.retryAfterSeconds;
    return `Many people are registering right now. Please try again ${wait === undefined ? 'in a moment' : `in ${wait} seconds`}.`;
  }
  return problem.message;
}

const Summary = ({
  text,
  issues,
}: {
  readonly text?: string | undefined;
  readonly issues: readonly ProblemIssue[];
}) => {
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
        {text ?? (named.length === 0 ? (issues[0]?.message ?? 'Please try again.') : 'Please look at this again:')}
      </p>
      {text === undefined && named.length > 0 && (
        <ul className="mt-1">
          {named.map((field) => (
            <li key={field.name}>
              <a href={`#${controlId(field.name)}`} className="underline underline-offset-2">
                {field.label}
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
export function RegistrationForm({ status, promoterName, form }: RegistrationFormProps) {
  const [errors, setErrors] = useState<FieldErrors>(() => errorsOf(form?.issues ?? []));
  const [failure, setFailure] = useState<string>();
  const [sending, setSending] = useState(false);
  const [done, setDone] = useState<{ firstName: string; email: string }>();
  const element = useRef<HTMLFormElement>(null);
  // Until we are here, the browser's own messages are better than none.
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const { title, hint, action } = words[status];

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
        await call('registrations.create', { body: values as { firstName: string; lastName: string; email: string } }),
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

  if (done !== undefined)
    return <RegistrationDone firstName={done.firstName} email={done.email} status={status} focus />;
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
            label={field.label}
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
      <div className="absolute -start-[100vw] size-px overflow-hidden" aria-hidden="true">
        <label htmlFor="register-website">Leave this empty</label>
        <input id="register-website" name="website" type="text" tabIndex={-1} autoComplete="off" />
      </div>
      <Button type="submit" variant="primary" size="lg" loading={sending} className="mt-6 w-full">
        {action}
      </Button>
      <p className="mt-3 text-xs text-text-muted">
        <bdi>{promoterName}</bdi> uses your details to run this masterclass and to follow up. In the line others see a
        short form of your name.
      </p>
    </form>
  );
}
