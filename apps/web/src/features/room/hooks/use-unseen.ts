import { useState } from 'react';
import type { ChatItem } from './use-chat.ts';

/**
 * How many messages came after the newest that was there when the reader left the end of the list. Older ones, which load
 * above what they read, are none of them.
 * @param isAtEnd whether the reader is there, when they have scrolled
 */
export function useUnseen(
  items: readonly ChatItem[],
  isAtEnd: () => boolean,
): { readonly unseen: number; readonly onScroll: () => void } {
  const [left, setLeft] = useState<number | null>(null);
  let newest = 0;
  let unseen = 0;
  for (const item of items) {
    if (item.kind !== 'message') continue;
    newest = item.message.sequence;
    if (left !== null && newest > left) unseen += 1;
  }
  return { unseen, onScroll: () => setLeft((before) => (isAtEnd() ? null : (before ?? newest))) };
}
