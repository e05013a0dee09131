import type { UseFormRegisterReturn } from 'react-hook-form';
import { BrokenAddress } from '../../../shared/ui/index.ts';

interface FoundPerson {
  readonly value: string;
  readonly name: string;
  readonly note: string;
  readonly email?: string | null;
}

interface FoundPeopleProps {
  readonly legend: string;
  /** Said where a search has found nobody. */
  readonly nobody?: string | undefined;
  readonly people: readonly FoundPerson[];
  /** Of the form's field that holds the choice. */
  readonly choice: UseFormRegisterReturn;
  readonly error: string | undefined;
}

/** People whom a search has found, of whom one is chosen. */
export const FoundPeople = ({ legend, nobody, people, choice, error }: FoundPeopleProps) => (
  <fieldset className="flex flex-col">
    <legend className="mb-1 text-sm font-medium">{legend}</legend>
    {nobody === undefined ? null : <p className="text-sm text-text-muted">{nobody}</p>}
    {people.map(({ value, name, note, email = null }) => (
      <label key={value} className="flex min-h-11 cursor-pointer items-center gap-3 py-1.5">
        <input type="radio" value={value} className="size-4 shrink-0 accent-primary" {...choice} />
        <span className="min-w-0 flex-1">
          <span className="block wrap-anywhere">{name}</span>
          <span className="numeric block text-sm text-text-muted wrap-anywhere">
            {note}
            {email === null ? null : (
              <span className="block">
                <BrokenAddress address={email} />
              </span>
            )}
          </span>
        </span>
      </label>
    ))}
    {error === undefined ? null : (
      <p role="alert" className="text-sm text-danger">
        {error}
      </p>
    )}
  </fieldset>
);
