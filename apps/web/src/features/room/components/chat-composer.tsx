import { SendHorizontal } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useId, useState, useSyncExternalStore } from 'react';
import { useSecondsUntil } from '../hooks/use-seconds-until.ts';
import type { ChatStore } from '../lib/chat-store.ts';
import { roomTexts } from '../texts.ts';

/** The longest message that the room stores. */
const MAX_LENGTH = 2000;

/** Writes a message: Enter sends, Shift and Enter begins a new line. In slow mode the button counts down. */
export function ChatComposer({ store, readOnlyReason }: { store: ChatStore; readOnlyReason: string | null }) {
  const [text, setText] = useState('');
  const inputId = useId();
  const wait = useSecondsUntil(useSyncExternalStore(store.subscribe, store.getWaitUntil));
  if (readOnlyReason !== null) {
    return <p className="m-0 border-t border-border p-4 text-center text-sm text-text-muted">{readOnlyReason}</p>;
  }
  const send = () => {
    const message = text.trim();
    if (message === '' || wait > 0) return;
    void store.send(message);
    setText('');
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-x-2 gap-y-1.5 border-t border-border p-3">
      <RulesLine store={store} />
      <label htmlFor={inputId} className="sr-only">
        {roomTexts().chat.yourMessage}
      </label>
      <textarea
        id={inputId}
        rows={1}
        value={text}
        maxLength={MAX_LENGTH}
        placeholder={roomTexts().chat.placeholder}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-28 min-h-11 min-w-0 flex-1 resize-none rounded-md border border-control bg-surface px-3 py-2.5 text-base leading-snug text-text placeholder:text-text-muted focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-ring sm:text-sm"
      />
      <button
        type="submit"
        disabled={text.trim() === '' || wait > 0}
        className="grid size-11 shrink-0 place-items-center rounded-md bg-primary text-on-primary hover:bg-primary-hover focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-ring disabled:bg-muted disabled:text-text-muted"
      >
        {wait > 0 ? (
          <span aria-hidden="true" className="numeric text-sm font-semibold">
            {wait}
          </span>
        ) : (
          <SendHorizontal size={20} aria-hidden="true" />
        )}
        <span className="sr-only">{wait > 0 ? roomTexts().chat.waitFor(wait) : roomTexts().chat.send}</span>
      </button>
    </form>
  );
}

/** What holds for whoever writes, where something does. */
function RulesLine({ store }: { store: ChatStore }) {
  const { slowSeconds, linksAllowed } = useSyncExternalStore(store.subscribe, store.getSetup);
  const texts = roomTexts().chat;
  const rules = [slowSeconds > 0 ? texts.slow(slowSeconds) : [], linksAllowed ? [] : texts.linksOff].flat();
  if (rules.length === 0) return null;
  return <p className="m-0 w-full text-xs text-text-muted">{rules.join(' · ')}</p>;
}
