import { useEffect, useState } from 'react';

const left = (instant: number): number => Math.max(0, Math.ceil((instant - Date.now()) / 1000));

/** Whole seconds until an instant, in milliseconds since 1970; counts down to 0 and stops there. */
export function useSecondsUntil(instant: number): number {
  const [seconds, setSeconds] = useState(() => left(instant));
  useEffect(() => {
    setSeconds(left(instant));
    if (left(instant) === 0) return undefined;
    const timer = setInterval(() => {
      setSeconds(left(instant));
      if (left(instant) === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [instant]);
  return seconds;
}
