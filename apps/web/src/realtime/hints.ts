import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Hint } from '@stageline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
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
};
/** Hints within this time are one refetch: a launch can bring hundreds of leads in a second. */
const GATHER_MS = 250;
/** How often a page says that its member is there; leads may be kept for those who are (F-06). */
const HERE_MS = 60_000;

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

export type LinkState = 'connecting' | 'open' | 'lost';

/**
 * Keeps the signed-in pages fresh: loads socket.io when the page is idle, listens for hints, and after a gap marks
 * everything stale, since hints are not replayed.
 * @returns the state of the connection, for a quiet note when it is lost
 */
export function useHints(namespace: '/app' | '/admin'): LinkState {
  const client = useQueryClient();
  const [state, setState] = useState<LinkState>('connecting');
  useEffect(() => {
    const sink = createHintSink(client);
    let stop: (() => void) | undefined;
    let stopped = false;
    void import('socket.io-client').then(({ io }) => {
      if (stopped) return;
      const socket = io(namespace, { transports: ['websocket', 'polling'] });
      let gap = false;
      const sayHere = () => socket.emit('app:here', {});
      const beat = namespace === '/app' ? setInterval(sayHere, HERE_MS) : undefined;
      socket.on('connect', () => {
        setState('open');
        if (namespace === '/app') sayHere();
        if (gap) void client.invalidateQueries();
        gap = false;
      });
      socket.on('disconnect', () => {
        gap = true;
        setState('lost');
      });
      socket.on('connect_error', () => setState('lost'));
      socket.on('hint', (hint: Hint) => sink.accept(hint));
      stop = () => {
        clearInterval(beat);
        socket.disconnect();
      };
    });
    return () => {
      stopped = true;
      stop?.();
      sink.close();
    };
  }, [client, namespace]);
  return state;
}
