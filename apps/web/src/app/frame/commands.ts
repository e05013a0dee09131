import type { LucideIcon } from 'lucide-react';

/** One thing that the command palette can do. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly keywords: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

/** What the palette takes. */
export interface PaletteProps {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

/** The commands that every word of `query` occurs in; those whose label begins with it come first. */
export function matchCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const begins = (command: Command) =>
    words[0] !== undefined && command.label.toLowerCase().startsWith(words[0]) ? 0 : 1;
  return commands
    .filter((command) => {
      const text = `${command.label} ${command.keywords}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => begins(a) - begins(b));
}
