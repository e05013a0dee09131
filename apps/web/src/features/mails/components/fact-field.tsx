import { isOptionalFact, isUrlFact, mailFactNames, type MailFact } from '@stageline/contracts';
import { Braces } from 'lucide-react';
import { useRef, type RefObject } from 'react';
import { Button, Field, Input, Menu, MenuItem, MenuLabel, Textarea } from '../../../shared/ui/index.ts';
import { mailsTexts } from '../texts.ts';

interface FactFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly max: number;
  readonly error?: string | undefined;
  /** More than one line. */
  readonly rows?: number;
  /** A part on its own: what names a fact that is not known is left out as a whole. */
  readonly isPart?: boolean;
  /** Said to a screen reader, where something beside the field says it to the eye. */
  readonly isQuiet?: boolean;
  readonly onChange: (text: string) => void;
}

/** How a fact is put into a text: one that may not be known comes with the part that is left out with it. */
const wordOf = (fact: MailFact, isPart: boolean): string =>
  isOptionalFact(fact) && !isPart ? `{{#${fact}}} {{${fact}}}{{/${fact}}}` : `{{${fact}}}`;

/** A text in which facts may stand; the menu puts one where the caret is. */
export function FactField({
  label,
  hint,
  value,
  max,
  error,
  rows,
  isPart = false,
  isQuiet = false,
  onChange,
}: FactFieldProps) {
  const texts = mailsTexts();
  const area = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const insert = (fact: MailFact) => {
    const from = area.current?.selectionStart ?? value.length;
    const to = area.current?.selectionEnd ?? value.length;
    const word = wordOf(fact, isPart);
    onChange(value.slice(0, from) + word + value.slice(to));
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + word.length, from + word.length);
    });
  };
  const control = { ref: area, value, maxLength: max };
  return (
    <div className="flex items-start gap-1">
      {isQuiet ? (
        <div className="min-w-0 flex-1">
          <Typed {...control} aria-label={label} rows={rows} onText={onChange} />
        </div>
      ) : (
        <Field label={label} hint={hint} error={error} className="flex-1">
          {(field) => <Typed {...field} {...control} rows={rows} onText={onChange} />}
        </Field>
      )}
      <Menu
        trigger={
          <Button variant="ghost" size="icon" className={isQuiet ? undefined : 'mt-6.5'} aria-label={texts.insertFact}>
            <Braces size={16} aria-hidden="true" />
          </Button>
        }
      >
        <MenuLabel>{texts.insertFact}</MenuLabel>
        {mailFactNames
          .filter((fact) => !isUrlFact(fact))
          .map((fact) => (
            <MenuItem key={fact} onSelect={() => insert(fact)}>
              {texts.facts[fact]}
            </MenuItem>
          ))}
      </Menu>
    </div>
  );
}

interface TypedProps {
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: true | undefined;
  readonly ref: RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>;
  readonly value: string;
  readonly maxLength: number;
  readonly rows: number | undefined;
  readonly onText: (text: string) => void;
}
/** One line, or several. */
const Typed = ({ rows, onText, ...control }: TypedProps) =>
  rows === undefined ? (
    <Input {...control} onChange={({ target }) => onText(target.value)} />
  ) : (
    <Textarea {...control} rows={rows} onChange={({ target }) => onText(target.value)} />
  );
