import { useEffect, useRef, useState } from 'react';

/** Controls leave the picture alone after so long. */
const QUIET_MS = 3000;

/** Whether nobody has moved for a while as it plays. */
export function useQuiet(isPlaying: boolean) {
  const [isStill, setIsStill] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stir = () => {
    setIsStill(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsStill(true), QUIET_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!isPlaying) return;
    timer.current = setTimeout(() => setIsStill(true), QUIET_MS);
  }, [isPlaying]);
  return { isQuiet: isPlaying && isStill, stir };
}
