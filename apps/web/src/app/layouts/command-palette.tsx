import { Dialog as Radix } from 'radix-ui';
import { useId, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { cn } from '../../shared/lib/cn.ts';
import type { NavEntry } from './app-shell.tsx';

interface CommandPaletteProps {
  readonly entries: readonly NavEntry[];
  readonly onClose: () => void;
}

/** Goes anywhere by typing a part of its name (the combobox pattern of the ARIA practices, with a fixed list). */
export function CommandPalette({ entries, onClose }: CommandPaletteProps) {
  const navigate = useNavigate();
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const found = entries.filter((entry) => entry.label.toLowerCase().includes(text.trim().toLowerCase()));
  const at = Math.min(active, Math.max(0, found.length - 1));
  const go = (entry: NavEntry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    void navigate(entry.to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setActive((at - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter') go(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="animate-fade fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          aria-describedby={undefined}
          className="animate-overlay fixed inset-x-4 top-[15dvh] z-50 mx-auto max-w-md overflow-hidden rounded-lg border border-border bg-raised shadow-overlay focus:outline-none"
        >
          <Radix.Title className="sr-only">Go to</Radix.Title>
          <input
            role="combobox"
            aria-label="Go to"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={found[at] === undefined ? undefined : `${listId}-${at}`}
            placeholder="Go to"
            className="h-13 w-full border-b border-border bg-transparent px-4 text-base outline-none placeholder:text-text-muted"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
          <ul id={listId} role="listbox" aria-label="Pages" className="p-1">
            {found.map((entry, index) => (
              <li
                key={entry.to}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                className={cn('flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 text-sm', index === at && 'bg-muted')}
                onPointerMove={() => setActive(index)}
                onClick={() => go(entry)}
              >
                <entry.icon size={16} aria-hidden="true" />
                {entry.label}
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="px-4 pt-2 pb-6 text-center text-sm text-text-muted">Nothing has that name.</p>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
