import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ChatMessage, HeldMessage } from '@stageline/contracts';
import { type PendingMessage, visiblePending } from '../lib/chat-log.ts';
import type { ChatStore } from '../lib/chat-store.ts';
import { roomTexts } from '../texts.ts';

/** One line of the chat: confirmed, waiting for a host, or still on its way. */
export type ChatItem =
  | { readonly kind: 'message'; readonly key: string; readonly message: ChatMessage; readonly continues: boolean }
  | { readonly kind: 'held'; readonly key: string; readonly held: HeldMessage }
  | { readonly kind: 'pending'; readonly key: string; readonly pending: PendingMessage };

/** Messages of one author within this time share a heading. */
const GROUP_MS = 120_000;

const continuesPrevious = (message: ChatMessage, previous: ChatMessage | undefined): boolean =>
  previous !== undefined &&
  previous.authorName === message.authorName &&
  previous.fromHost === message.fromHost &&
  Date.parse(message.sentAt) - Date.parse(previous.sentAt) < GROUP_MS;

/** The lines to show, in order, and whether older ones can be loaded. */
export function useChatItems(store: ChatStore): { items: readonly ChatItem[]; hasOlder: boolean } {
  const log = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const held = useOwnHeld(store, 'message');
  return useMemo(() => {
    // What was taken out keeps its number in the log and no line here.
    const shown = log.messages.filter(({ removed }) => removed !== true);
    const confirmed = shown.map((message, index): ChatItem => ({
      kind: 'message',
      key: `m${message.sequence}`,
      message,
      continues: continuesPrevious(message, shown[index - 1]),
    }));
    const pending = visiblePending(log).map((entry): ChatItem => ({
      kind: 'pending',
      key: `p${entry.clientId}`,
      pending: entry,
    }));
    const waiting = held.map((message): ChatItem => ({ kind: 'held', key: message.id, held: message }));
    return { items: [...confirmed, ...waiting, ...pending], hasOlder: log.floor > 0 };
  }, [log, held]);
}

/** What the reader wrote and a host has not let through; a moderator has nothing of that kind. */
export function useOwnHeld({ held, subscribe, getStanding }: ChatStore, kind: HeldMessage['kind']) {
  const all = useSyncExternalStore(held.subscribe, held.getSnapshot);
  const { mayModerate } = useSyncExternalStore(subscribe, getStanding);
  return useMemo(() => (mayModerate ? [] : all.filter((message) => message.kind === kind)), [all, mayModerate, kind]);
}

/** A screen reader hears at most one sentence about the chat in this time. */
const ANNOUNCE_EVERY_MS = 5_000;

/** What a live region says about messages of others: each one while the chat is slow, a count when it is fast. */
export function useChatAnnouncement(store: ChatStore): string {
  const [announcement, setAnnouncement] = useState('');
  const heard = useRef<number | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const speak = () => {
      timer = undefined;
      const { messages } = store.getSnapshot();
      const since = heard.current ?? 0;
      const fresh = messages.filter(
        (message) => message.sequence > since && message.removed !== true && !store.isOwn(message.sequence),
      );
      heard.current = messages.at(-1)?.sequence ?? since;
      const last = fresh.at(-1);
      if (last === undefined) return;
      setAnnouncement(
        fresh.length === 1
          ? roomTexts().chat.said(last.authorName, last.text)
          : roomTexts().chat.saidLast(fresh.length, last.authorName, last.text),
      );
    };
    // The history that was there on entering is not news; the first message of an empty chat is.
    const begin = () =>
      store.enteredAt === null ? null : Math.max(store.enteredAt, store.getSnapshot().messages.at(-1)?.sequence ?? 0);
    heard.current ??= begin();
    const unsubscribe = store.subscribe(() => {
      if (heard.current === null) heard.current = begin();
      else timer ??= setTimeout(speak, ANNOUNCE_EVERY_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [store]);
  return announcement;
}
