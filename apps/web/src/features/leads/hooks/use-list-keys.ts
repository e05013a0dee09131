import { type RefObject, useEffect } from 'react';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role=menu], [role=dialog]') !== null;

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/**
 * j and k, or the arrow keys, move through the rows; Enter follows the focused row's own link. The letters work while
 * focus is in the list or nowhere, so they never take a key from something else.
 * @param focusRow shows the row and puts focus on it
 */
export function useListKeys(
  list: RefObject<HTMLElement | null>,
  count: number,
  focusRow: (index: number) => void,
): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const focused = document.activeElement;
      const inList = list.current?.contains(focused) ?? false;
      if (!inList && focused !== document.body) return;
      const current = focused instanceof HTMLElement ? Number(focused.dataset['leadIndex'] ?? Number.NaN) : Number.NaN;
      const isArrow = event.key.startsWith('Arrow');
      if (isArrow && Number.isNaN(current)) return;
      event.preventDefault();
      const next = Number.isNaN(current) ? 0 : current + step;
      if (next >= 0 && next < count) focusRow(next);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [list, count, focusRow]);
}
