import { startTransition, type ReactElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { InviteLink } from './features/line/components/invite-link.tsx';
import { PlaceReport } from './features/line/components/place-report.tsx';
import { SimulatedLine } from './features/line/components/simulated-line.tsx';
import type { PublicPageState } from './app/pages/page-state.ts';
import { readPageState } from './shared/lib/page-state.ts';
import type { IslandName } from './shared/ui/island.tsx';

/** Brings to life what only some public pages have beside the line; the others do not load it. */
export function hydrateBeside(): void {
  const state = readPageState<PublicPageState>();
  const islands: Partial<Record<IslandName, ReactElement>> = {
    ...(state.report && { report: <PlaceReport {...state.report} /> }),
    ...(state.invitation && { invitation: <InviteLink {...state.invitation} /> }),
    ...(state.simulation && { simulation: <SimulatedLine {...state.simulation} /> }),
  };
  for (const [name, element] of Object.entries(islands)) {
    const container = document.querySelector(`[data-island="${name}"]`);
    if (container === null) continue;
    startTransition(() => void hydrateRoot(container, element));
    container.setAttribute('data-hydrated', '');
  }
}
