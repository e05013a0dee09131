import { useEffect, useState } from 'react';

/** Whether an instant is over; looks again when it comes. */
export function useIsOver(instant: string): boolean {
  const [isOver, setOver] = useState(() => Date.parse(instant) <= Date.now());
  useEffect(() => {
    const left = Date.parse(instant) - Date.now();
    setOver(left <= 0);
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setOver(true), left);
    return () => clearTimeout(timer);
  }, [instant]);
  return isOver;
}
