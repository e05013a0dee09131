import { LOCALES, localeNames, type Locale } from '@stageline/contracts';
import { Handshake, LogOut, Monitor, Moon, ShieldCheck, Sun } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type ColourMode, colourMode, setColourMode } from '../../theme/colour-mode.ts';
import { Menu, MenuItem, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator } from '../../shared/ui/index.ts';
import { defineMessages, pageLocale } from '../../shared/i18n/index.ts';
import { useSession } from '../../shared/lib/session.ts';
import { keepLocale } from '../../shared/lib/keep-locale.ts';
import { en } from './user-menu.en.ts';
import { SiteSwitcher } from './site-switcher.tsx';
import { type AccountProps, UserButton } from './user-button.tsx';

const texts = defineMessages(en, { de: () => import('./user-menu.de.ts') });

const modes: readonly { readonly value: ColourMode; readonly icon: typeof Sun }[] = [
  { value: 'system', icon: Monitor },
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
];

/** Light or dark, the language, and the way out; loaded, and open at once, when its button is pressed first. */
export default function UserMenu({ name, email, onLogOut, compact = false }: AccountProps) {
  const [mode, setMode] = useState(colourMode);
  const navigate = useNavigate();
  const isOnSite = useLocation().pathname.startsWith('/dashboard');
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
      {isOnSite ? <SiteSwitcher texts={texts()} /> : null}
      <MenuLabel>{texts().appearance}</MenuLabel>
      <MenuRadioGroup value={mode} onValueChange={choose}>
        {modes.map(({ value, icon: Icon }) => (
          <MenuRadioItem key={value} value={value}>
            <span className="flex items-center gap-2">
              <Icon size={16} aria-hidden="true" />
              {texts().modes[value]}
            </span>
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
      <MenuLabel>{texts().language}</MenuLabel>
      <MenuRadioGroup
        value={pageLocale().locale}
        onValueChange={(locale) => void keepLocale(isOnSite ? 'auth' : 'admin', locale as Locale)}
      >
        {LOCALES.map((locale) => (
          <MenuRadioItem key={locale} value={locale}>
            <span lang={locale}>{localeNames[locale]}</span>
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
      {isOnSite ? <OwnCommissions /> : null}
      <MenuItem onSelect={() => void navigate(isOnSite ? '/dashboard/security' : '/security')}>
        <ShieldCheck size={16} aria-hidden="true" />
        {texts().security}
      </MenuItem>
      <MenuItem onSelect={onLogOut}>
        <LogOut size={16} aria-hidden="true" />
        {texts().logOut}
      </MenuItem>
    </Menu>
  );
}

/** For whoever sees no more of the site's money than what they have earned themselves. */
function OwnCommissions() {
  const navigate = useNavigate();
  const { operations } = useSession();
  if (!operations.includes('commissions.own') || operations.includes('commissions.list')) return null;
  return (
    <MenuItem onSelect={() => void navigate('/dashboard/money/commissions/own')}>
      <Handshake size={16} aria-hidden="true" />
      {texts().commissions}
    </MenuItem>
  );
}
