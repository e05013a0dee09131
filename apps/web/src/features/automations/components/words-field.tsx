import { automations, type MailPlaceholder } from '@stageline/contracts';
import { useRef } from 'react';
import { Field, Textarea } from '../../../shared/ui/index.ts';
import { automationsTexts } from '../texts.ts';

interface WordsFieldProps {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}

/** A text in which words of the lead may stand: a press puts one where the caret is. */
export function WordsField({ label, value, rows, error, onChange }: WordsFieldProps) {
  const texts = automationsTexts();
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (placeholder: MailPlaceholder) => {
    const { selectionStart: from, selectionEnd: to } = area.current ?? {
      selectionStart: value.length,
      selectionEnd: value.length,
    };
    const word = `{{${placeholder}}}`;
    onChange(value.slice(0, from) + word + value.slice(to));
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + word.length, from + word.length);
    });
  };
  return (
    <div>
      <Field label={label} error={error}>
        {(control) => (
          <Textarea
            {...control}
            ref={area}
            rows={rows}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </Field>
      <div role="group" aria-label={texts.insert} className="mt-1.5 flex flex-wrap items-center gap-x-1.5 gap-y-2">
        <span className="me-1 text-xs text-text-muted">{texts.insert}</span>
        {automations.MAIL_PLACEHOLDERS.map((placeholder) => (
          <button
            key={placeholder}
            type="button"
            aria-label={texts.insertOne(texts.placeholders[placeholder])}
            onClick={() => insert(placeholder)}
            className="tap-target rounded-sm border border-border bg-raised px-2 py-0.5 text-xs text-text-muted hover:text-text"
          >
            {texts.placeholders[placeholder]}
          </button>
        ))}
      </div>
    </div>
  );
}
