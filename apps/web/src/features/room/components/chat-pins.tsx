import { Pin, X } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { useModeration } from '../hooks/use-moderation.ts';
import type { ChatStore } from '../lib/chat-store.ts';
import { roomTexts } from '../texts.ts';

/** The pinned messages above the chat: the newest, and the others on a press, so that a phone keeps room for the rest. */
export function ChatPins({ store }: { store: ChatStore }) {
  const { pinned } = useSyncExternalStore(store.subscribe, store.getSetup);
  const { mayModerate } = useSyncExternalStore(store.subscribe, store.getStanding);
  const { pin } = useModeration(store);
  const [open, setOpen] = useState(false);
  const texts = roomTexts().chat;
  if (pinned.length === 0) return null;
  const shown = open ? pinned : pinned.slice(0, 1);
  return (
    <section
      aria-label={texts.pinned}
      tabIndex={0}
      className="max-h-[45%] shrink-0 overflow-y-auto border-b border-border bg-primary-tint"
    >
      <ul className="m-0 list-none p-0">
        {shown.map((message) => (
          <li key={message.id} className="flex items-start gap-2 py-2 ps-4 pe-2">
            <Pin size={16} aria-hidden="true" className="mt-1 shrink-0 text-primary-text" />
            <div className="min-w-0 flex-1 text-sm leading-relaxed">
              <p className="m-0 truncate text-xs font-semibold text-primary-text">{message.authorName}</p>
              <p className={`m-0 wrap-anywhere whitespace-pre-wrap ${open ? '' : 'line-clamp-2'}`}>{message.text}</p>
            </div>
            {mayModerate ? (
              <button
                type="button"
                onClick={() => pin(message, false)}
                className="tap-target grid size-8 shrink-0 place-items-center rounded-md text-text-muted hover:bg-muted hover:text-text"
              >
                <X size={16} aria-hidden="true" />
                <span className="sr-only">
                  {texts.unpin}: {message.text}
                </span>
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {pinned.length > 1 || open ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="min-h-11 w-full px-4 text-start text-xs font-semibold text-primary-text underline-offset-2 hover:underline"
        >
          {open ? texts.fewerPinned : texts.morePinned(pinned.length - 1)}
        </button>
      ) : null}
    </section>
  );
}
