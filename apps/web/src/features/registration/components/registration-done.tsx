import { useEffect, useRef } from 'react';
import type { SessionStatus } from '../lib/session-status.ts';

export interface RegistrationDoneProps {
  readonly firstName: string;
  /** Known only right after sending; an address that one opens later shows none. */
  readonly email?: string | undefined;
  readonly status: SessionStatus;
  /** Moves the focus here, when this took the place of the form. */
  readonly focus?: boolean;
}

const next: Readonly<Record<SessionStatus, string>> = {
  scheduled: 'It holds your personal link. Keep it: it opens the room when we go live.',
  live: 'We are on air: open the link in it and you are in.',
  ended: 'You hear from us as soon as the next date is set.',
  none: 'You hear from us as soon as the date is set.',
};

/** What one sees after registering. */
export function RegistrationDone({ firstName, email, status, focus = false }: RegistrationDoneProps) {
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
        You are in, <bdi>{firstName}</bdi>
      </h2>
      <p className="mt-3 text-base text-text-muted">
        {email === undefined ? (
          'Look into your mailbox: a message from us is on its way.'
        ) : (
          <>
            A message is on its way to <bdi className="font-medium text-text wrap-anywhere">{email}</bdi>.
          </>
        )}{' '}
        {next[status]}
      </p>
      <p className="mt-3 text-sm text-text-muted">Nothing after a few minutes? Look into the spam folder too.</p>
    </div>
  );
}
