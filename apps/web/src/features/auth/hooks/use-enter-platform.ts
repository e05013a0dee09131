import { useState } from 'react';
import { handOverTo } from '../../../shared/lib/hand-over.ts';
import type { Finished } from './use-log-in.ts';

type Sites = Extract<Finished, { sites: unknown }>['sites'];

/** Leads on to the only site of somebody who has logged in on the platform; `sites` when there is a choice, or none. */
export function useEnterPlatform(): { readonly sites: Sites | undefined; readonly enter: (answer: Finished) => void } {
  const [sites, setSites] = useState<Sites>();
  return {
    sites,
    enter(answer) {
      if (!('sites' in answer)) return;
      const only = answer.sites.length === 1 ? answer.sites[0] : undefined;
      if (only === undefined) setSites(answer.sites);
      else handOverTo(only.url, only.handoverToken);
    },
  };
}
