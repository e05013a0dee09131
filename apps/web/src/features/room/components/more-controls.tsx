import { Ellipsis } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { roomTexts } from '../texts.ts';
import { Control } from './control-bar.tsx';

/**
 * Controls that a phone's one row has no room for: they open above it, on a desk they stand beside the others. They are there
 * also while they are hidden, so that what they do and ask goes on.
 */
export function MoreControls({ children }: { children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const texts = roomTexts().controls;
  const opener = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const isOwn = usePressOutside(isOpen, () => setIsOpen(false));
  useEffect(() => {
    if (isOpen) sheet.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // What was opened from here, and lies elsewhere in the page, closes first.
    if (event.key !== 'Escape' || !isOpen || !event.currentTarget.contains(event.target as Node)) return;
    event.stopPropagation();
    setIsOpen(false);
    opener.current?.focus();
  };
  return (
    <div role="presentation" className="contents" onKeyDown={onKeyDown} onPointerDownCapture={isOwn}>
      <Control
        ref={opener}
        icon={Ellipsis}
        label={texts.more}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        className={cn('sm:hidden', isOpen && 'bg-muted')}
      />
      <div
        ref={sheet}
        id={id}
        role="group"
        aria-label={texts.moreLabel}
        className={cn(
          'sm:contents max-sm:absolute max-sm:inset-x-0 max-sm:bottom-full max-sm:z-20 max-sm:grid-cols-3 max-sm:gap-1 max-sm:rounded-t-lg max-sm:border-t max-sm:border-border max-sm:bg-raised max-sm:p-2 max-sm:shadow-overlay max-sm:[&>button]:max-w-none max-sm:[&>button>span]:text-center max-sm:[&>button>span]:whitespace-normal',
          isOpen ? 'max-sm:animate-fade max-sm:grid' : 'max-sm:hidden',
        )}
      >
        {children}
      </div>
    </div>
  );
}

/**
 * Hears of presses elsewhere while it is open; what its children put elsewhere in the page, as dialogs, is still their own.
 * @returns to be called as something of its own is pressed
 */
function usePressOutside(isOpen: boolean, onOutside: () => void): () => void {
  const isInside = useRef(false);
  const latest = useRef(onOutside);
  latest.current = onOutside;
  useEffect(() => {
    if (!isOpen) return undefined;
    const onPress = () => {
      if (!isInside.current) latest.current();
      isInside.current = false;
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [isOpen]);
  return () => {
    isInside.current = true;
  };
}
