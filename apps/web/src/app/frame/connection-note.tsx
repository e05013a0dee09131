import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { LinkState } from '../../realtime/hints.ts';
import { appTexts } from '../texts.ts';
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
  const text = online ? (isLong ? appTexts().interrupted : null) : appTexts().offline;
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
