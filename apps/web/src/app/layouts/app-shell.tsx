import { LogOut, Monitor, Moon, Search, Sun } from 'lucide-react';
import { lazy, Suspense, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { NavLink, Outlet, useNavigation } from 'react-router';
import type { LinkState } from '../../realtime/hints.ts';
import { cn } from '../../shared/lib/cn.ts';
import { Avatar, Button, Menu, MenuItem, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator } from '../../shared/ui/index.ts';
import { colourMode, setColourMode, type ColourMode } from '../../theme/apply-theme.ts';

export interface NavEntry {
  readonly to: string;
  readonly label: string;
  readonly icon: ComponentType<{ size?: number; "aria-hidden"?: "true" }>;
  /** Only the address itself, not what lies beneath it. */
  readonly exact?: boolean;
}
interface AppShellProps {
  /** What stands at the head of the navigation: whose place this is. */
  readonly brand: ReactNode;
  readonly entries: readonly NavEntry[];
  readonly person: { readonly name: string; readonly email: string };
  readonly link: LinkState;
  /** Quiet links of the account menu, e.g. to the public site. */
  readonly menu?: ReactNode;
  readonly onLogOut: () => void;
}

const CommandPalette = lazy(() => import('./command-palette.tsx').then((module) => ({ default: module.CommandPalette })));

function AccountMenu({ person, menu, onLogOut }: Pick<AppShellProps, 'person' | 'menu' | 'onLogOut'>) {
  const [mode, setMode] = useState<ColourMode>(colourMode);
  const choose = (value: string): void => {
    setMode(value as ColourMode);
    setColourMode(value as ColourMode);
  };
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="flex min-h-11 min-w-11 items-center gap-3 rounded-md p-1.5 text-start hover:bg-muted md:w-full"
          aria-label={`Account of ${person.name}`}
        >
          <Avatar name={person.name} />
          <span className="hidden min-w-0 flex-1 md:block">
            <span className="block truncate text-sm font-medium text-text">{person.name}</span>
            <span className="block truncate text-xs text-text-muted">{person.email}</span>
          </span>
        </button>
      }
    >
      {menu}
      <MenuLabel>Appearance</MenuLabel>
      <MenuRadioGroup value={mode} onValueChange={choose}>
        <MenuRadioItem value="system">
          <span className="flex items-center gap-2">
            <Monitor size={16} aria-hidden="true" /> As this device
          </span>
        </MenuRadioItem>
        <MenuRadioItem value="light">
          <span className="flex items-center gap-2">
            <Sun size={16} aria-hidden="true" /> Light
          </span>
        </MenuRadioItem>
        <MenuRadioItem value="dark">
          <span className="flex items-center gap-2">
            <Moon size={16} aria-hidden="true" /> Dark
          </span>
        </MenuRadioItem>
      </MenuRadioGroup>
      <MenuSeparator />
      <MenuItem onSelect={onLogOut}>
        <LogOut size={16} aria-hidden="true" /> Log out
      </MenuItem>
    </Menu>
  );
}

/** Opens the command palette with Ctrl-K or Cmd-K. */
function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [open]);
}

const linkStyles = ({ isActive }: { isActive: boolean }): string =>
  cn(
    'flex min-h-11 items-center gap-3 rounded-md text-sm font-medium transition-colors',
    'max-md:min-w-0 max-md:flex-1 max-md:flex-col max-md:justify-center max-md:gap-0.5 max-md:text-xs md:px-3',
    isActive ? 'text-primary-text md:bg-primary-tint' : 'text-text-muted hover:text-text md:hover:bg-muted',
  );

/** The frame of the signed-in pages: navigation at the side, or at the foot of a phone. */
export function AppShell({ brand, entries, person, link, menu, onLogOut }: AppShellProps) {
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [openPalette] = useState(() => () => setPaletteOpen(true));
  usePaletteKey(openPalette);
  const busy = useNavigation().state !== 'idle';
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-raised px-4 py-3 font-medium shadow-overlay focus:not-sr-only focus:fixed focus:start-4 focus:top-4"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 flex h-14 items-center justify-between gap-3 border-b border-border bg-surface/90 px-4 backdrop-blur md:h-dvh md:flex-col md:items-stretch md:justify-start md:gap-6 md:border-e md:border-b-0 md:bg-surface md:px-3 md:py-4">
        <div className="min-w-0 md:px-3">{brand}</div>
        <Button variant="secondary" size="sm" className="justify-start max-md:hidden" onClick={openPalette}>
          <Search size={16} aria-hidden="true" />
          <span className="flex-1 text-start font-normal text-text-muted">Go to</span>
          <kbd className="text-xs text-text-muted">Ctrl K</kbd>
        </Button>
        <nav
          aria-label="Main"
          className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:flex max-md:border-t max-md:border-border max-md:bg-raised max-md:px-1 max-md:pt-1 max-md:pb-[max(0.25rem,env(safe-area-inset-bottom))] md:flex md:flex-1 md:flex-col md:gap-1"
        >
          {entries.map(({ to, label, icon: Icon, exact = false }) => (
            <NavLink key={to} to={to} end={exact} className={linkStyles}>
              <Icon size={20} aria-hidden="true" />
              <span className="max-w-full truncate">{label}</span>
            </NavLink>
          ))}
        </nav>
        <AccountMenu person={person} menu={menu} onLogOut={onLogOut} />
      </header>
      <div className="min-w-0">
        <p role="status" className={cn(link === 'lost' && 'bg-warning-tint px-4 py-2 text-center text-sm text-warning')}>
          {link === 'lost' && 'Live updates are paused. Trying to reconnect.'}
        </p>
        <main id="main" tabIndex={-1} aria-busy={busy} className="mx-auto max-w-3xl px-4 pt-6 pb-28 focus:outline-none md:px-8 md:pt-8 md:pb-16">
          <Outlet />
        </main>
      </div>
      {paletteOpen && (
        <Suspense>
          <CommandPalette entries={entries} onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** The frame's own shape while it is not known who is signed in. */
export const AppShellSkeleton = () => (
  <div className="min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)]" role="status" aria-label="Loading">
    <div className="h-14 border-b border-border md:h-dvh md:border-e md:border-b-0" />
    <div className="mx-auto w-full max-w-3xl px-4 pt-6 md:px-8 md:pt-8">
      <div className="h-8 w-48 rounded-sm bg-muted" />
      <div className="mt-8 h-32 rounded-lg bg-muted" />
      <div className="mt-4 h-64 rounded-lg bg-muted" />
    </div>
  </div>
);
