import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { translated } from '../lib/problem-texts.ts';
import { fieldTexts } from './field-texts.ts';

/** Classes of everything one types or chooses in. 16 px on phones, so that iOS does not zoom in. */
export const inputStyles =
  'block w-full min-w-0 rounded-md border border-control bg-raised px-3 text-base text-text sm:text-sm ' +
  'placeholder:text-text-muted transition-[border-color,box-shadow] duration-150 ' +
  'hover:border-text-muted focus-visible:border-ring focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-ring ' +
  'disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger aria-invalid:focus-visible:outline-danger';

export interface FieldProps {
  readonly label: ReactNode;
  /** What helps before anything goes wrong. */
  readonly hint?: ReactNode | undefined;
  /** What is wrong and how to mend it; sentences of a schema or of the api are shown in the page's language. */
  readonly error?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly className?: string | undefined;
  /** Stable id of the control; made up when left out. */
  readonly id?: string | undefined;
  /** Receives what ties the control to its label, hint and error. */
  readonly children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
}

/** A label, a control, and beneath it a hint or what is wrong. */
export function Field({ label, hint, error: problem, optional, className, id, children }: FieldProps) {
  const error = problem === undefined ? undefined : translated(problem);
  const made = useId();
  const controlId = id ?? made;
  // What helps beforehand is at times what is wrong afterwards; said once it is enough.
  const shownHint = hint === error ? undefined : hint;
  const hintId = shownHint === undefined ? undefined : `${controlId}-hint`;
  const errorId = error === undefined ? undefined : `${controlId}-error`;
  return (
    <div className={cn('min-w-0', className)}>
      <label
        htmlFor={controlId}
        className="mb-1.5 flex items-baseline justify-between gap-2 text-sm font-medium text-text"
      >
        {label}
        {optional === true && <span className="text-xs font-normal text-text-muted">{fieldTexts().optional}</span>}
      </label>
      {children({
        id: controlId,
        'aria-describedby': [hintId, errorId].filter(Boolean).join(' ') || undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {error !== undefined && (
        <p id={errorId} className="mt-1.5 text-sm text-danger">
          {error}
        </p>
      )}
      {shownHint !== undefined && (
        <p id={hintId} className="mt-1.5 text-xs text-text-muted">
          {shownHint}
        </p>
      )}
    </div>
  );
}

/** One line of text. */
export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input {...rest} className={cn(inputStyles, 'h-11', className)} />
);
