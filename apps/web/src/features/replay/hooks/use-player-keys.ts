import { useEffect } from 'react';

export interface PlayerKeys {
  readonly toggle: () => void;
  readonly by: (ms: number) => void;
  readonly toggleMuted: () => void;
  readonly toggleFullscreen: () => void;
  /** Left out where there are no captions. */
  readonly toggleCaptions?: (() => void) | undefined;
}

const STEP_MS = 5000;
/** Where keys have a meaning of their own. */
const TYPES_IN =
  'input:not([type="range"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';
const PRESSES = 'button, a, [role="tab"], [role="menuitemradio"]';

/** Space, the arrows, f, m and c, wherever on the page they are pressed and mean nothing else. */
export function usePlayerKeys(keys: PlayerKeys): void {
  useEffect(() => {
    const actions: Readonly<Record<string, (() => void) | undefined>> = {
      ' ': keys.toggle,
      k: keys.toggle,
      ArrowLeft: () => keys.by(-STEP_MS),
      ArrowRight: () => keys.by(STEP_MS),
      f: keys.toggleFullscreen,
      m: keys.toggleMuted,
      c: keys.toggleCaptions,
    };
    const listen = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof Element && target.closest(TYPES_IN) !== null) return;
      const ownMeaning = target instanceof Element && target.closest(PRESSES) !== null;
      if (ownMeaning && (key === ' ' || key.startsWith('Arrow'))) return;
      const act = actions[key.length === 1 ? key.toLowerCase() : key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [keys]);
}
