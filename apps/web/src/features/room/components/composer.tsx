import { SendHorizontal } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react';

/** What is half written: it stays when the composer goes, behind another tab or panel. */
export interface Draft {
  text: string;
}

interface ComposerProps {
  readonly label: string;
  readonly placeholder: string;
  readonly sendLabel: string;
  readonly maxLength: number;
  readonly draft: Draft;
  /** Answers false where it was not taken; what was written stands there again then. */
  readonly onSend: (text: string) => Promise<boolean>;
  /** What holds for whoever writes. */
  readonly note?: string | undefined;
  /** Seconds until something may be sent, and how that is said. */
  readonly wait?: { readonly seconds: number; readonly label: string } | undefined;
  /** Why nothing can be written; null while something can. */
  readonly readOnlyReason: string | null;
}

/** Writes a few words: Enter sends, Shift and Enter begins a new line. Where somebody waits, the button counts down. */
export function Composer({ readOnlyReason, ...rest }: ComposerProps) {
  if (readOnlyReason === null) return <Writing {...rest} />;
  return (
    <p role="status" className="m-0 border-t border-border p-4 text-center text-sm text-text-muted">
      {readOnlyReason}
    </p>
  );
}

function Writing({
  label,
  placeholder,
  sendLabel,
  maxLength,
  draft,
  onSend,
  note,
  wait,
}: Omit<ComposerProps, 'readOnlyReason'>) {
  const [text, setText] = useState(draft.text);
  const write = (words: string) => {
    draft.text = words;
    setText(words);
  };
  const inputId = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const isHeld = text.trim() === '' || wait !== undefined;
  const send = async () => {
    if (isHeld) return;
    write('');
    const taken = await onSend(text.trim());
    if (!taken && draft.text === '') write(text);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // The button can do nothing without words: a keyboard stays where the next ones are written, on a phone too.
    if (!isHeld) input.current?.focus();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-x-2 gap-y-1.5 border-t border-border p-3">
      {note === undefined ? null : <p className="m-0 w-full text-xs text-text-muted">{note}</p>}
      <label htmlFor={inputId} className="sr-only">
        {label}
      </label>
      <textarea
        ref={input}
        id={inputId}
        rows={1}
        value={text}
        maxLength={maxLength}
        placeholder={placeholder}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-28 min-h-11 min-w-0 flex-1 resize-none rounded-md border border-control bg-surface px-3 py-2.5 text-base leading-snug text-text placeholder:text-text-muted focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-ring sm:text-sm"
      />
      <button
        type="submit"
        disabled={isHeld}
        className="grid size-11 shrink-0 place-items-center rounded-md bg-primary text-on-primary hover:bg-primary-hover focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-ring disabled:bg-muted disabled:text-text-muted"
      >
        {wait === undefined ? (
          <SendHorizontal size={20} aria-hidden="true" />
        ) : (
          <span aria-hidden="true" className="numeric text-sm font-semibold">
            {wait.seconds}
          </span>
        )}
        <span className="sr-only">{wait?.label ?? sendLabel}</span>
      </button>
    </form>
  );
}
