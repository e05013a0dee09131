import { ChevronsUpDown, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { type ColourMode, colourMode, setColourMode } from '../../theme/apply-theme.ts';
import {
  Avatar,
  Menu,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from '../../shared/ui/index.ts';

interface UserMenuProps {
  readonly name: string;
  readonly email: string;
  readonly onLogOut: () => void;
  /** Only the picture, for a phone's top bar. */
  readonly compact?: boolean;
}

const modes: readonly { readonly value: ColourMode; readonly label: string; readonly icon: typeof Sun }[] = [
  { value: 'system', label: 'Like this device', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
];

/** Who is signed in, light or dark, and the way out. */
export function UserMenu({ name, email, onLogOut, compact = false }: UserMenuProps) {
  const [mode, setMode] = useState(colourMode);
  const choose = (value: string) => {
    setColourMode(value as ColourMode);
    setMode(value as ColourMode);
  };
  return (
    <Menu
      align={compact ? 'end' : 'start'}
      trigger={
        compact ? (
          <button type="button" className="grid size-11 place-items-center rounded-full">
            <Avatar name={name} />
            <span className="sr-only">Menu of {name}</span>
          </button>
        ) : (
          <button
            type="button"
            className="flex min-h-13 w-full items-center gap-3 rounded-md px-2 text-start transition-colors hover:bg-muted data-[state=open]:bg-muted"
          >
            <Avatar name={name} />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm font-medium">{name}</span>
              <span className="block truncate text-xs text-text-muted">{email}</span>
            </span>
            <ChevronsUpDown size={16} aria-hidden="true" className="text-text-muted" />
          </button>
        )
      }
    >
      {compact ? (
        <MenuLabel className="max-w-64 px-3 py-2 text-xs wrap-anywhere text-text-muted">
          {name}, {email}
        </MenuLabel>
      ) : null}
      <MenuLabel>Appearance</MenuLabel>
      <MenuRadioGroup value={mode} onValueChange={choose}>
        {modes.map(({ value, label, icon: Icon }) => (
          <MenuRadioItem key={value} value={value}>
            <span className="flex items-center gap-2">
              <Icon size={16} aria-hidden="true" />
              {label}
            </span>
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
      <MenuItem onSelect={onLogOut}>
        <LogOut size={16} aria-hidden="true" />
        Log out
      </MenuItem>
    </Menu>
  );
}
