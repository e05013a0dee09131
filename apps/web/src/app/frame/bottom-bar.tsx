import { NavLink } from 'react-router';
import { appTexts } from '../texts.ts';
import type { NavItem } from './nav-items.ts';

/** The menu within reach of a thumb, on a phone. */
export const BottomBar = ({ items }: { items: readonly NavItem[] }) => (
  <nav
    aria-label={appTexts().mainMenu}
    className="shrink-0 border-t border-border bg-raised pb-[env(safe-area-inset-bottom)] md:hidden"
  >
    <ul className="flex">
      {items.map((item) => (
        <li key={item.to} className="min-w-0 flex-1">
          <NavLink
            to={item.to}
            end={item.exact ?? false}
            className="flex min-h-14 flex-col items-center justify-center gap-1 px-0.5 text-xs text-text-muted focus-visible:-outline-offset-2 aria-[current=page]:font-medium aria-[current=page]:text-primary-text"
          >
            <item.icon size={20} aria-hidden="true" />
            <span className="max-w-full truncate">{item.shortLabel ?? item.label}</span>
          </NavLink>
        </li>
      ))}
    </ul>
  </nav>
);
