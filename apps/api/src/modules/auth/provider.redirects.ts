import type { RedirectBinding } from '../../http/redirect.ts';
import type { ProviderLogIns } from './provider-log-ins.ts';

const few = { points: 30, perSeconds: 60, by: 'ip' } as const;

/** The two addresses on the platform's host that a log-in with another company goes through. */
export function providerRedirects(logIns: ProviderLogIns): RedirectBinding[] {
  return [
    {
      id: 'platform.provider-start',
      host: 'platform',
      path: '/auth/start/:provider',
      rateLimit: few,
      handle: ({ params, query, browser }) => logIns.depart(params['provider'] ?? '', query.get('flow') ?? '', browser),
    },
    {
      id: 'platform.provider-callback',
      host: 'platform',
      path: '/auth/callback/:provider',
      rateLimit: few,
      handle: ({ params, query, browser }) => logIns.arrive(params['provider'] ?? '', query, browser),
    },
  ];
}
