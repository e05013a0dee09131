import { LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { type ColourMode, colourMode, setColourMode } from '../../theme/apply-theme.ts';
import { Menu, MenuItem, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator } from '../../shared/ui/index.ts';
import { type AccountProps, UserButton } from './user-button.tsx';

const modes: readonly { readonly value: ColourMode; readonly label: string; readonly icon: typeof Sun }[] = [
  { value: 'system', label: 'Like this device', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
];

/** Light or dark, and the way out; loaded, and open at once, when its button is pressed first. */
export default function UserMenu({ name, email, onLogOut, compact = false }: AccountProps) {
  const [mode, setMode] = useState(colourMode);
  const choose = (value: string) => {
    setColourMode(value as ColourMode);
    setMode(value as ColourMode);
  };
  return (
    <Menu
      align={compact ? 'end' : 'start'}
      defaultOpen
      trigger={<UserButton name={name} email={email} compact={compact} />}
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
