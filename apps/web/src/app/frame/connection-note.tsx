import { useEffect, useState } from 'react';
import type { LinkState } from '../../realtime/hints.ts';
import { ConnectionLine } from '../../shared/ui/connection-line.tsx';
import { appTexts } from '../texts.ts';

/** A short break heals itself and is not worth a word. */
const WORTH_SAYING_MS = 5_000;

/** Says calmly that what is shown may be old, while there is no connection. */
export function ConnectionNote({ link }: { link: LinkState }) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (link !== 'lost') return undefined;
    const timer = setTimeout(() => setIsLong(true), WORTH_SAYING_MS);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [link]);
  return <ConnectionLine otherwise={isLong ? appTexts().interrupted : null} />;
}
