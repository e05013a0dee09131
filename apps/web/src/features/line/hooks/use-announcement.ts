import { useEffect, useRef, useState } from 'react';
import { lineTexts } from '../texts.ts';

/** A screen reader is told at most this often, however fast the line moves. */
const QUIET_MS = 15_000;

/**
 * A sentence about who joined since the last one, for a live region.
 * @param total members of the line
 */
export function useAnnouncement(total: number): string {
  const [text, setText] = useState('');
  const said = useRef(total);
  const lastAt = useRef(0);
  useEffect(() => {
    if (total <= said.current) return undefined;
    const wait = Math.max(0, lastAt.current + QUIET_MS - Date.now());
    const timer = setTimeout(() => {
      const joined = total - said.current;
      said.current = total;
      lastAt.current = Date.now();
      setText(lineTexts().announcement(joined, total));
    }, wait);
    return () => clearTimeout(timer);
  }, [total]);
  return text;
}
