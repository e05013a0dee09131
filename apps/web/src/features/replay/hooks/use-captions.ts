import { useEffect, useMemo, useState } from 'react';

export interface Captions {
  readonly areShown: boolean;
  /** Left out where there are none. */
  readonly toggle: (() => void) | undefined;
}

/** Shows and hides the captions of a film. */
export function useCaptions(video: HTMLVideoElement | null, exist: boolean): Captions {
  const [areShown, setAreShown] = useState(false);
  useEffect(() => {
    const first = video?.textTracks[0];
    if (first !== undefined) first.mode = areShown ? 'showing' : 'hidden';
  }, [video, areShown]);
  const toggle = useMemo(() => (exist ? () => setAreShown((before) => !before) : undefined), [exist]);
  return { areShown, toggle };
}
