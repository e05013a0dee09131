import { useQuery } from '@tanstack/react-query';
import { siteQuery } from '../lib/session.ts';

const isAdminHost = (): boolean => window.location.hostname.startsWith('admin.');

/** Names the tab: the page first, then whose it is, so that two sites side by side can be told apart. */
export function PageTitle({ children }: { readonly children: string }) {
  // What the frame has loaded; nothing is asked for here, because other hosts have no site.
  const { data: site } = useQuery({ ...siteQuery, enabled: false });
  const place = site?.profile.siteName ?? (isAdminHost() ? 'Stageline Admin' : 'Stageline');
  return <title>{`${children} · ${place}`}</title>;
}
