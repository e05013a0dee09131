import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useId, useState } from 'react';
import { defineMessages } from '../../shared/i18n/index.ts';
import { useFocusBack } from '../../shared/ui/use-focus-back.ts';
import { en } from './command-palette.en.ts';
import { type Command, matchCommands, type PaletteProps } from './commands.ts';

const texts = defineMessages(en, { de: () => import('./command-palette.de.ts') });

/** Goes anywhere and does anything by name. Arrow keys choose, Enter does it, Escape closes. */
export default function CommandPalette({ commands, onClose }: PaletteProps) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const focusBack = useFocusBack(true);
  const found = matchCommands(commands, query);
  const current = Math.min(active, found.length - 1);
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setActive((current + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[current]);
    }
  };
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/45" />
        <Dialog.Content
          {...focusBack}
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12dvh] z-50 mx-auto flex max-h-[70dvh] max-w-md animate-overlay flex-col overflow-hidden rounded-lg border border-border bg-raised text-text shadow-overlay"
        >
          <Dialog.Title className="sr-only">{texts().title}</Dialog.Title>
          <div className="flex items-center gap-3 border-b border-border px-4">
            <Search size={20} aria-hidden="true" className="text-text-muted" />
            <input
              role="combobox"
              aria-expanded="true"
              aria-controls={listId}
              aria-activedescendant={found[current] ? `${listId}-${found[current].id}` : undefined}
              aria-label={texts().title}
              autoFocus
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setActive(0);
              }}
              onKeyDown={onKeyDown}
              placeholder={texts().placeholder}
              className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-text-muted"
            />
          </div>
          <ul id={listId} role="listbox" aria-label={texts().commands} className="overflow-y-auto p-2">
            {found.map((command, index) => (
              <li
                key={command.id}
                id={`${listId}-${command.id}`}
                role="option"
                aria-selected={index === current}
                onPointerMove={() => setActive(index)}
                onClick={() => run(command)}
                className="flex min-h-11 cursor-pointer items-center gap-3 rounded-sm px-3 text-sm aria-selected:bg-muted"
              >
                <command.icon size={16} aria-hidden="true" className="text-text-muted" />
                {command.label}
              </li>
            ))}
          </ul>
          <p role="status" className={found.length === 0 ? 'px-5 pb-5 text-sm text-text-muted' : 'sr-only'}>
            {found.length === 0 ? texts().nothing : texts().found(found.length)}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
