import type { Hint } from '@stageline/contracts';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { queryKeys } from '../shared/lib/query-keys.ts';

/** What a hint makes stale. Hints carry ids only: what is on screen is fetched again through the authorised API. */
const staleAfter: Readonly<Record<Hint['entity'], readonly QueryKey[]>> = {
  lead: [queryKeys.leads(), queryKeys.overview(), queryKeys.allSales(), queryKeys.members(), queryKeys.assignment()],
  replay: [queryKeys.replays()],
  session: [queryKeys.sessions(), queryKeys.overview(), queryKeys.site(), queryKeys.tenants()],
  site: [queryKeys.site()],
  member: [queryKeys.members()],
  tenant: [queryKeys.tenants()],
  mail: [queryKeys.mail()],
  import: [queryKeys.imports()],
  notification: [queryKeys.notifications()],
  view: [queryKeys.savedViews()],
  talk: [queryKeys.talks()],
  webinar: [queryKeys.webinars(), queryKeys.followUps()],
};
/** Hints within this time are one refetch: a launch can bring hundreds of leads in a second. */
const GATHER_MS = 250;

/** Collects hints and marks what they make stale, once per `GATHER_MS`. */
export function createHintSink(client: QueryClient): { accept(hint: Hint): void; close(): void } {
  const entities = new Set<Hint['entity']>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    for (const entity of entities) {
      for (const queryKey of staleAfter[entity]) void client.invalidateQueries({ queryKey });
    }
    entities.clear();
  };
  return {
    accept(hint) {
      entities.add(hint.entity);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    close: () => clearTimeout(timer),
  };
}
