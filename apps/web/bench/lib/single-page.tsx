import { createRoot } from 'react-dom/client';
import type { LineSnapshot, SiteView } from '@stageline/contracts';
import { createQueryClient, Providers } from '../../src/app/providers.tsx';
import { LandingPage } from '../../src/app/pages/landing-page.tsx';
import { AppRouter, routesOf } from '../../src/app/router.tsx';
import { brandStyle } from '../../src/theme/brand-style.ts';
import '../../src/theme/landing.css';

/** The same landing page as a single-page app would show it: one bundle with everything, which then asks for its content. */
const container = document.getElementById('root');
if (container === null) throw new Error('The document has no #root.');
const root = createRoot(container);
const client = createQueryClient();
const load = async <T,>(path: string): Promise<T> => (await fetch(path)).json() as Promise<T>;

if (location.pathname === '/') {
  const [site, line] = await Promise.all([load<SiteView>('/api/v1/site'), load<LineSnapshot>('/api/v1/line')]);
  const brand = new CSSStyleSheet();
  brand.replaceSync(brandStyle(site.theme));
  document.adoptedStyleSheets.push(brand);
  root.render(
    <Providers client={client}>
      <LandingPage input={{ kind: 'landing', site, line }} now={new Date().toISOString()} />
    </Providers>,
  );
} else {
  const routes = await routesOf('tenant');
  root.render(
    <Providers client={client}>
      <AppRouter routes={routes} />
    </Providers>,
  );
}
