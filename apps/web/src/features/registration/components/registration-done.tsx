import { useEffect, useRef } from 'react';
import { filled } from '../../../shared/i18n/index.ts';
import { SendAgain } from './send-again.tsx';
import { registrationTexts } from '../texts.ts';

export interface RegistrationDoneProps {
  readonly firstName: string;
  /** Known only right after sending; an address that one opens later shows none. */
  readonly email?: string | undefined;
  /** What comes next. */
  readonly next: string;
  /** Moves the focus here, when this took the place of the form. */
  readonly focus?: boolean;
}

/** What one sees after registering. */
export function RegistrationDone({ firstName, email, next, focus = false }: RegistrationDoneProps) {
  const texts = registrationTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) heading.current?.focus();
  }, [focus]);
  return (
    <div>
      <span
        className="mb-5 grid size-12 place-items-center rounded-full bg-success-tint text-success"
        aria-hidden="true"
      >
        <svg
          viewBox="0 0 24 24"
          className="size-6"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d="m5 12.5 4.5 4.5L19 7.5" />
        </svg>
      </span>
      <h2 ref={heading} tabIndex={-1} className="display text-2xl text-text wrap-anywhere focus:outline-none">
        {filled(texts.almostIn, { name: <bdi>{firstName}</bdi> })}
      </h2>
      <p className="mt-3 text-base text-text-muted">
        {email === undefined
          ? texts.mailComes
          : filled(texts.mailComesTo, {
              email: <bdi className="font-medium text-text wrap-anywhere">{email}</bdi>,
            })}{' '}
        {next}
      </p>
      <p className="mt-3 text-sm text-text-muted">{texts.spam}</p>
      {email === undefined ? null : <SendAgain to={{ email, firstName }} />}
    </div>
  );
}
