import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { LinkState } from '../../realtime/hints.ts';
import { useOnline } from './use-online.ts';

/** A short break heals itself and is not worth a word. */
const WORTH_SAYING_MS = 5_000;

/** Says calmly that what is shown may be old, while there is no connection. */
export function ConnectionNote({ link }: { link: LinkState }) {
  const online = useOnline();
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (link !== 'lost') return undefined;
    const timer = setTimeout(() => setIsLong(true), WORTH_SAYING_MS);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [link]);
  const text = online
    ? isLong
      ? 'The live connection is interrupted. We are trying again; what you see may be a moment old.'
      : null
    : 'You are offline. What you see may be old; it is brought up to date when you are back.';
  return (
    <div role="status" aria-live="polite">
      {text === null ? null : (
        <p className="flex animate-fade items-center gap-2 border-b border-border bg-warning-tint px-4 py-2 text-sm text-warning">
          <WifiOff size={16} aria-hidden="true" className="shrink-0" />
          {text}
        </p>
      )}
    </div>
  );
}
