import type { HeldMessage } from '@stageline/contracts';
import { Check, X } from 'lucide-react';
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { formatTime } from '../../../shared/lib/format.ts';
import { Badge, Button } from '../../../shared/ui/index.ts';
import { useCalm } from '../hooks/use-calm.ts';
import { useModeration } from '../hooks/use-moderation.ts';
import type { ChatStore } from '../lib/chat-store.ts';
import { roomTexts } from '../texts.ts';

/** A screen reader hears at most that often how many wait. */
const SAID_EVERY_MS = 5_000;

/** For moderators, above the chat: what attendees wrote and what waits to be let through, the oldest first. */
export function HeldQueue({ store }: { store: ChatStore }) {
  const waiting = useSyncExternalStore(store.held.subscribe, store.held.getSnapshot);
  const { decide } = useModeration(store);
  const list = useRef<HTMLUListElement>(null);
  const pressed = useRef<{ readonly index: number; readonly approve: boolean } | null>(null);
  const texts = roomTexts().held;
  const said = useCalm(waiting.length === 0 ? '' : texts.waiting(waiting.length), SAID_EVERY_MS);
  // Whoever decides with the keyboard goes on with the next one where this one was.
  useLayoutEffect(() => {
    const last = pressed.current;
    if (last === null || document.activeElement !== document.body) return;
    pressed.current = null;
    const rows = list.current?.children ?? [];
    const row = rows[Math.min(last.index, rows.length - 1)];
    row?.querySelector<HTMLElement>(`[data-decides="${last.approve}"]`)?.focus();
  }, [waiting]);
  return (
    <>
      <p role="status" aria-live="polite" className="sr-only">
        {said}
      </p>
      {waiting.length === 0 ? null : (
        <section
          aria-label={texts.title}
          className="flex max-h-[45%] shrink-0 flex-col border-b border-border bg-primary-tint"
        >
          <h2 className="m-0 px-4 pt-2 text-xs font-semibold text-primary-text">{texts.waiting(waiting.length)}</h2>
          <ul ref={list} className="m-0 min-h-0 list-none divide-y divide-border overflow-y-auto p-0">
            {waiting.map((held, index) => (
              <Row
                key={held.id}
                held={held}
                onDecide={(approve) => {
                  pressed.current = { index, approve };
                  decide(held, approve);
                }}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Row({ held, onDecide }: { held: HeldMessage; onDecide: (approve: boolean) => void }) {
  const { authorName, text, kind, reason, heldAt } = held;
  const texts = roomTexts().held;
  const excerpt = text.slice(0, 80);
  return (
    <li className="px-4 py-2 [contain-intrinsic-size:auto_6rem] [content-visibility:auto]">
      <p className="m-0 flex items-center gap-2 text-xs">
        <span className="min-w-0 truncate font-semibold">{authorName}</span>
        {kind === 'question' ? <Badge>{texts.question}</Badge> : null}
        {reason === 'link' ? <Badge tone="warning">{texts.link}</Badge> : null}
        <time dateTime={heldAt} className="numeric ms-auto shrink-0 text-text-muted">
          {formatTime(heldAt)}
        </time>
      </p>
      <p className="m-0 text-sm leading-relaxed wrap-anywhere whitespace-pre-wrap">{text}</p>
      <div className="mt-1 flex flex-wrap gap-2">
        <Button
          size="sm"
          data-decides="true"
          aria-label={texts.approveOf(authorName, excerpt)}
          onClick={() => onDecide(true)}
        >
          <Check size={16} aria-hidden="true" />
          {texts.approve}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          data-decides="false"
          aria-label={texts.declineOf(authorName, excerpt)}
          onClick={() => onDecide(false)}
        >
          <X size={16} aria-hidden="true" />
          {texts.decline}
        </Button>
      </div>
    </li>
  );
}
