import { startTransition, type ReactElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { PowerLine } from './features/line/components/power-line.tsx';
import { RegistrationForm } from './features/registration/components/registration-form.tsx';
import { Countdown } from './features/site/components/countdown.tsx';
import { ViewerTime } from './features/site/components/viewer-time.tsx';
import type { PublicPageState } from './app/pages/page-state.ts';
import { readPageState } from './shared/lib/page-state.ts';
import type { IslandName } from './shared/ui/island.tsx';

/**
 * Brings a public page to life, once its language is there. Each island is a root of its own, hydrated in a task of its
 * own, and as a transition, which React interrupts every few milliseconds: so none holds up a tap.
 */
export function hydrateLanding(): void {
  const state = readPageState<PublicPageState>();
  const islands: Partial<Record<IslandName, ReactElement>> = {
    ...(state.registration === undefined ? {} : { registration: <RegistrationForm {...state.registration} /> }),
    ...(state['viewer-time'] === undefined ? {} : { 'viewer-time': <ViewerTime {...state['viewer-time']} /> }),
    ...(state.countdown === undefined ? {} : { countdown: <Countdown {...state.countdown} /> }),
    ...(state.line === undefined ? {} : { line: <PowerLine {...state.line} /> }),
  };
  for (const [name, element] of Object.entries(islands)) {
    const container = document.querySelector(`[data-island="${name}"]`);
    if (container === null) continue;
    setTimeout(() => {
      startTransition(() => void hydrateRoot(container, element));
      container.setAttribute('data-hydrated', '');
    });
  }
}
