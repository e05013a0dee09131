import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { defaultBlocks, type SiteView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '../../shared/testing/react.ts';
import { SitePreview } from './site-preview.tsx';

const site = {
  slug: 'dana',
  theme: { primaryColor: '#a21caf', secondaryColor: '#0d9488', typePairing: 'editorial' },
  profile: {
    siteName: 'Reyes Method',
    promoterName: 'Dana Reyes',
    headline: 'One',
    welcomeMessage: '',
    benefits: [],
    socialLinks: {},
  },
  logoUrl: null,
  background: null,
  videos: [],
  blocks: defaultBlocks(),
  disclaimers: [],
  settings: { showRealTimeCounts: true },
  line: { displayLimit: 20, animationSpeed: 'medium', showTimestamps: true, highlightNewMembers: true },
  nextSession: null,
} as unknown as SiteView;

const opened = jest.fn();
const kept = { fetch: globalThis.fetch, WebSocket: globalThis.WebSocket };
beforeEach(() => {
  globalThis.fetch = (() => new Promise(() => undefined)) as typeof fetch;
  globalThis.WebSocket = class {
    constructor(address: string) {
      opened(address);
    }
    close(): void {}
  } as unknown as typeof WebSocket;
});
afterEach(() => {
  cleanup();
  Object.assign(globalThis, kept);
});

it('A-11 follows every letter of the draft on one connection of the line', async () => {
  const client = new QueryClient();
  const show = (headline: string) => (
    <QueryClientProvider client={client}>
      <SitePreview site={{ ...site, profile: { ...site.profile, headline } }} />
    </QueryClientProvider>
  );
  const { rerender } = render(show('One'));
  for (const headline of ['On', 'O', 'Op', 'Open']) rerender(show(headline));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Open');
  // What follows the line is loaded by itself, and a second connection would come with it.
  await waitFor(() => expect(opened).toHaveBeenCalled());
  expect(opened).toHaveBeenCalledTimes(1);
});
