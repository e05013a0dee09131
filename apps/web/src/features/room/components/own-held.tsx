import type { HeldMessage } from '@stageline/contracts';
import { Hourglass } from 'lucide-react';
import type { HeldStore } from '../lib/held-store.ts';
import { roomTexts } from '../texts.ts';

/** What the reader wrote and a host has still to let through, or did not. */
export function OwnHeld({ held, store }: { held: HeldMessage; store: HeldStore }) {
  const texts = roomTexts().held;
  return (
    <article className="px-4 pt-2 pb-1">
      <p className="m-0 text-xs font-semibold text-text">{roomTexts().chat.you}</p>
      <p className="m-0 text-sm leading-relaxed wrap-anywhere whitespace-pre-wrap text-text-muted">{held.text}</p>
      {held.state === 'waiting' ? (
        <p role="status" className="m-0 flex items-center gap-1.5 py-1 text-xs text-text-muted">
          <Hourglass size={16} aria-hidden="true" />
          {texts.own}
        </p>
      ) : (
        <p role="status" className="m-0 flex flex-wrap items-center gap-x-3 text-xs text-text-muted">
          {texts.declined}
          <button
            type="button"
            className="min-h-11 font-semibold underline underline-offset-2"
            onClick={() => store.dismiss(held)}
          >
            {texts.putAway}
          </button>
        </p>
      )}
    </article>
  );
}
