import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { ShellInput } from '@stageline/contracts';
import { createQueryClient, Providers } from './app/providers.tsx';
import { AppRouter, routesOf } from './app/router.tsx';
import { readPageState } from './shared/lib/page-state.ts';
import { siteQuery } from './shared/lib/session.ts';
import './theme/app.css';

const { host, site } = readPageState<ShellInput>();
const client = createQueryClient();
if (site !== null) client.setQueryData(siteQuery.queryKey, site);

const container = document.getElementById('root');
if (container === null) throw new Error('The document has no #root.');
const routes = await routesOf(host);
createRoot(container).render(
  <StrictMode>
    <Providers client={client}>
      <AppRouter routes={routes} />
    </Providers>
  </StrictMode>,
);
