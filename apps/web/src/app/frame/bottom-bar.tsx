import { Ellipsis } from 'lucide-react';
import { useId, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { cn } from '../../shared/lib/cn.ts';
import { appTexts } from '../texts.ts';
import type { NavItem } from './nav-items.ts';

/** As many as a phone has room for with their words. */
const MOST = 5;

const place =
  'flex min-h-14 w-full flex-col items-center justify-center gap-1 px-0.5 text-xs text-text-muted focus-visible:-outline-offset-2';

/** The menu within reach of a thumb, on a phone; what does not fit opens above the last place. */
export function BottomBar({ items }: { items: readonly NavItem[] }) {
  const shown = items.length > MOST ? items.slice(0, MOST - 1) : items;
  const rest = items.slice(shown.length);
  return (
    <nav
      aria-label={appTexts().mainMenu}
      className="shrink-0 border-t border-border bg-raised pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {shown.map((item) => (
          <li key={item.to} className="min-w-0 flex-1">
            <NavLink
              to={item.to}
              end={item.exact ?? false}
              className={cn(place, 'aria-[current=page]:font-medium aria-[current=page]:text-primary-text')}
            >
              <item.icon size={20} aria-hidden="true" />
              <span className="max-w-full truncate">{item.shortLabel ?? item.label}</span>
            </NavLink>
          </li>
        ))}
        {rest.length === 0 ? null : (
          <li className="min-w-0 flex-1">
            <More items={rest} />
          </li>
        )}
      </ul>
    </nav>
  );
}

/** The browser's own popover: it closes by itself, and costs the frame no library. */
function More({ items }: { items: readonly NavItem[] }) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const { pathname } = useLocation();
  const isHere = items.some(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return (
    <>
      <button type="button" popoverTarget={id} className={cn(place, isHere && 'font-medium text-primary-text')}>
        <Ellipsis size={20} aria-hidden="true" />
        {appTexts().more}
      </button>
      <ul
        ref={list}
        id={id}
        popover="auto"
        className="inset-auto end-2 bottom-[calc(4rem+env(safe-area-inset-bottom))] m-0 min-w-56 rounded-md border border-border bg-raised p-1 text-text shadow-overlay"
      >
        {items.map((item) => (
          <li key={item.to}>
            <NavLink
              to={item.to}
              end={item.exact ?? false}
              onClick={() => list.current?.hidePopover()}
              className="flex min-h-11 items-center gap-3 rounded-sm px-3 text-sm focus-visible:-outline-offset-2 aria-[current=page]:bg-primary-tint aria-[current=page]:text-primary-text"
            >
              <item.icon size={20} aria-hidden="true" />
              {item.label}
            </NavLink>
          </li>
        ))}
      </ul>
    </>
  );
}
