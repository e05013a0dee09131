import type { SiteChange } from '@stageline/contracts';
import { blockNameOf, orderInWords } from '../lib/block-words.ts';
import { settingsTexts } from '../texts.ts';

const isColour = (value: string | null): value is string => value !== null && /^#[0-9a-f]{6}$/i.test(value);

const Side = ({
  label,
  value,
  struck,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly struck?: boolean;
}) => (
  <p className="flex min-w-0 gap-2 text-sm">
    <span className="sr-only">{label}: </span>
    {isColour(value) && (
      <span
        aria-hidden="true"
        className="mt-0.5 size-4 shrink-0 rounded-full border border-control"
        style={{ background: value }}
      />
    )}
    <span
      dir="auto"
      className={`line-clamp-4 min-w-0 whitespace-pre-line wrap-anywhere ${struck === true && value !== null ? 'text-text-muted line-through' : 'text-text'}`}
    >
      {value ?? settingsTexts().nothing}
    </span>
  </p>
);

const wordsOf = (field: string, value: string | null) =>
  field === 'blocks' && value !== null ? orderInWords(value) : value;

/** What differs, field by field: before, and beneath it after. */
export const ChangeList = ({ changes }: { readonly changes: readonly SiteChange[] }) => {
  const texts = settingsTexts();
  return (
    <ul className="flex flex-col gap-4">
      {changes.map(({ field, before, after }) => (
        <li key={field} className="border-s-2 border-primary-line ps-3">
          <p className="text-xs font-medium text-text-muted">{texts.fields[field] ?? blockNameOf(field) ?? field}</p>
          <div className="mt-1 flex flex-col gap-1">
            <Side label={texts.before} value={wordsOf(field, before)} struck />
            <Side label={texts.after} value={wordsOf(field, after)} />
          </div>
        </li>
      ))}
    </ul>
  );
};
