import { useState } from 'react';
import { handOverTo } from '../../../shared/lib/hand-over.ts';
import type { Finished } from './use-log-in.ts';

export type AccountSites = Extract<Finished, { sites: unknown }>;

interface Entering {
  readonly sites: AccountSites | undefined;
  readonly enter: (answer: Finished) => void;
}

/**
 * Leads on to the only site of somebody who has logged in on the platform; `sites` when there is a choice, none, or one
 * that is not served at present.
 */
export function useEnterPlatform(): Entering {
  const [sites, setSites] = useState<AccountSites>();
  return {
    sites,
    enter(answer) {
      if (!('sites' in answer)) return;
      const only = answer.sites.length === 1 && answer.paused.length === 0 ? answer.sites[0] : undefined;
      if (only === undefined) setSites(answer);
      else handOverTo(only.url, only.handoverToken);
    },
  };
}
