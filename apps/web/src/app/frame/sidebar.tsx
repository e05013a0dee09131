import { Search } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import type { Me } from '../../shared/lib/session.ts';
import { type Brand, BrandMark } from './brand-mark.tsx';
import type { NavItem } from './nav-items.ts';
import { UserMenu } from './user-menu.tsx';

interface SidebarProps {
  readonly brand: Brand;
  readonly items: readonly NavItem[];
  readonly me: Me;
  readonly onOpenPalette: () => void;
  readonly onLogOut: () => void;
}

const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);

/** The menu beside the page on a wide screen. */
export function Sidebar({ brand, items, me, onOpenPalette, onLogOut }: SidebarProps) {
  return (
    <div className="hidden w-60 shrink-0 flex-col border-e border-border bg-surface p-3 md:flex">
      <Link to="/dashboard" className="flex min-h-13 items-center rounded-md px-2" aria-label={`${brand.name}, today`}>
        <BrandMark brand={brand} />
      </Link>
      <button
        type="button"
        onClick={onOpenPalette}
        className="mt-3 flex min-h-11 items-center gap-3 rounded-md border border-border bg-raised px-3 text-sm text-text-muted transition-colors hover:bg-muted hover:text-text"
      >
        <Search size={16} aria-hidden="true" />
        Go to
        <kbd className="ms-auto font-sans text-xs" aria-hidden="true">
          {isApple() ? '⌘K' : 'Ctrl K'}
        </kbd>
      </button>
      <nav aria-label="Main" className="mt-4 min-h-0 flex-1 overflow-y-auto">
        <ul className="flex flex-col gap-0.5">
          {items.map((item) => (
            <li key={item.to}>
              <NavLink
                to={item.to}
                end={item.to === '/dashboard'}
                className="flex min-h-11 items-center gap-3 rounded-md px-3 text-sm font-medium text-text-muted transition-colors hover:bg-muted hover:text-text focus-visible:-outline-offset-2 aria-[current=page]:bg-primary-tint aria-[current=page]:text-primary-text"
              >
                <item.icon size={20} aria-hidden="true" />
                {item.label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <UserMenu name={me.name} email={me.email} onLogOut={onLogOut} />
    </div>
  );
}
