import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Locale, ShellInput } from '@stageline/contracts';
import { createQueryClient, Providers } from './app/providers.tsx';
import { AppRouter, routesOf } from './app/router.tsx';
import { loadMessages, pageLocale } from './shared/i18n/index.ts';
import { readPageState } from './shared/lib/page-state.ts';
import { siteQuery } from './shared/lib/session.ts';
import './theme/app.css';

/** The words that no page's own code brings. */
const commonTexts: Readonly<Record<Locale, () => Promise<void>>> = {
  en: async () => undefined,
  de: () => import('./app.de.ts').then(({ provideGerman }) => provideGerman()),
};

/** After a release the page's own chunks may be gone: the new page has new ones. Once, so that a real fault shows itself. */
const RELOADED_KEY = 'stageline.reloaded-at';
window.addEventListener('vite:preloadError', (event) => {
  if (Date.now() - Number(sessionStorage.getItem(RELOADED_KEY) ?? 0) < 10_000) return;
  sessionStorage.setItem(RELOADED_KEY, String(Date.now()));
  event.preventDefault();
  window.location.reload();
});

const { host, site } = readPageState<ShellInput>();
const client = createQueryClient();
if (site !== null) client.setQueryData(siteQuery.queryKey, site);

const container = document.getElementById('root');
if (container === null) throw new Error('The document has no #root.');
const [routes] = await Promise.all([routesOf(host), commonTexts[pageLocale().locale]()]);
await loadMessages();
createRoot(container).render(
  <StrictMode>
    <Providers client={client}>
      <AppRouter routes={routes} />
    </Providers>
  </StrictMode>,
);
