import { Search } from 'lucide-react';
import { NavLink } from 'react-router';
import type { BarProps } from './bar-props.ts';
import type { NavItem } from './nav-items.ts';
import { Account } from './account.tsx';
import { appTexts } from '../texts.ts';

interface SidebarProps extends BarProps {
  readonly items: readonly NavItem[];
}

const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);

/** The menu beside the page on a wide screen. */
export function Sidebar({ brand, items, person, bell, onOpenPalette, onLogOut }: SidebarProps) {
  return (
    <header className="hidden w-60 shrink-0 flex-col border-e border-border bg-surface p-3 md:flex">
      <div className="px-2 py-1">{brand}</div>
      <button
        type="button"
        onClick={onOpenPalette}
        className="mt-3 flex min-h-11 items-center gap-3 rounded-md border border-border bg-raised px-3 text-sm text-text-muted transition-colors hover:bg-muted hover:text-text"
      >
        <Search size={16} aria-hidden="true" />
        {appTexts().goTo}
        <kbd className="ms-auto font-sans text-xs" aria-hidden="true">
          {appTexts().shortcut(isApple())}
        </kbd>
      </button>
      <nav aria-label={appTexts().mainMenu} className="mt-4 min-h-0 flex-1 overflow-y-auto">
        <ul className="flex flex-col gap-0.5">
          {items.map((item) => (
            <li key={item.to}>
              <NavLink
                to={item.to}
                end={item.exact ?? false}
                className="flex min-h-11 items-center gap-3 rounded-md px-3 text-sm font-medium text-text-muted transition-colors hover:bg-muted hover:text-text focus-visible:-outline-offset-2 aria-[current=page]:bg-primary-tint aria-[current=page]:text-primary-text"
              >
                <item.icon size={20} aria-hidden="true" />
                {item.label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1">
          <Account name={person.name} email={person.email} onLogOut={onLogOut} />
        </div>
        {bell}
      </div>
    </header>
  );
}
