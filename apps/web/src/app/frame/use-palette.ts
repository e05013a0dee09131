import { createElement, type ReactNode, useEffect, useState } from 'react';
import { withMessages } from '../../shared/i18n/index.ts';
import type { PaletteProps } from './commands.ts';

type DrawPalette = (props: PaletteProps) => ReactNode;

/** Late enough to be in nobody's way. */
const BEFOREHAND_MS = 2_000;

/**
 * Draws the palette, or nothing until its code is here. The code comes before it is asked for and is not left to `lazy`,
 * which shows its fallback for 300 ms even then: what somebody types right after Ctrl-K would be lost.
 */
export function usePaletteCode(isWanted: boolean): DrawPalette {
  const [draw, setDraw] = useState<DrawPalette>(() => () => null);
  useEffect(() => {
    const load = async () => {
      if (!isWanted && !navigator.onLine) return;
      const { default: Loaded } = await import('./command-palette.tsx').then(withMessages);
      setDraw(() => (props: PaletteProps) => createElement(Loaded, props));
    };
    const timer = setTimeout(() => void load(), isWanted ? 0 : BEFOREHAND_MS);
    return () => clearTimeout(timer);
  }, [isWanted]);
  return draw;
}

/** Opens and closes with Ctrl-K or Cmd-K from anywhere on the page. */
export function usePaletteState(): { isOpen: boolean; open: () => void; close: () => void } {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setIsOpen((shown) => !shown);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return { isOpen, open: () => setIsOpen(true), close: () => setIsOpen(false) };
}
