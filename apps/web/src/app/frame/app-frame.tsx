import { type ReactNode, Suspense } from 'react';
import { Outlet } from 'react-router';
import type { LinkState } from '../../realtime/hints.ts';
import type { BarProps } from './bar-props.ts';
import { BottomBar } from './bottom-bar.tsx';
import type { Command } from './commands.ts';
import { ConnectionNote } from './connection-note.tsx';
import { PageSkeleton } from './frame-skeleton.tsx';
import type { NavItem } from './nav-items.ts';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { usePaletteCode, usePaletteState } from './use-palette.ts';
import { useIsNavigating } from '../navigating.ts';
import { appTexts } from '../texts.ts';

interface AppFrameProps extends Omit<BarProps, 'onOpenPalette'> {
  readonly items: readonly NavItem[];
  readonly commands: readonly Command[];
  readonly link: LinkState;
  /** What stands above every page, such as a notice. */
  readonly notices?: ReactNode;
}

/** The frame of the signed-in pages: a menu at the side, on a phone at the foot; the page scrolls, the frame stays. */
export function AppFrame({ brand, items, person, commands, link, notices, bell, onLogOut }: AppFrameProps) {
  const palette = usePaletteState();
  const isBusy = useIsNavigating();
  const drawPalette = usePaletteCode(palette.isOpen);
  const bar = { brand, person, bell, onLogOut, onOpenPalette: palette.open };
  return (
    <div className="relative flex h-dvh flex-col overflow-hidden md:flex-row">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-raised px-4 py-3 font-medium shadow-overlay focus-visible:not-sr-only focus-visible:fixed focus-visible:start-4 focus-visible:top-4"
      >
        {appTexts().skip}
      </a>
      <Sidebar {...bar} items={items} />
      <TopBar {...bar} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {notices}
        <ConnectionNote link={link} />
        <main
          id="main"
          tabIndex={-1}
          aria-busy={isBusy}
          className="relative min-h-0 flex-1 overflow-y-auto focus:outline-none"
        >
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <BottomBar items={items} />
      {palette.isOpen ? drawPalette({ commands, onClose: palette.close }) : null}
    </div>
  );
}
