import { useEffect, useRef, useState } from 'react';

/** What is left, read again four times a second while there is something left; null where nothing ends. */
export function useCountdown(read: () => number | null): number | null {
  const latest = useRef(read);
  latest.current = read;
  const [left, setLeft] = useState(read);
  const isRunning = left !== null && left > 0;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setLeft(latest.current()), 250);
    return () => clearInterval(timer);
  }, [isRunning]);
  return left;
}
