import type { CockpitViewer } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { meQuery } from '../../../shared/lib/session.ts';
import { CockpitStore } from '../lib/cockpit-store.ts';

const NOBODY: ReadonlyMap<string, CockpitViewer> = new Map();

/**
 * What the site knows of those whose rows are on the screen, by person; empty for members who see no leads.
 * @param visible persons, in their order on the screen
 */
export function useCockpit(sessionId: string, visible: readonly string[]): ReadonlyMap<string, CockpitViewer> {
  const maySee = useQuery(meQuery).data?.operations.includes('cockpit.viewers') ?? false;
  const store = useMemo(
    () =>
      new CockpitStore(async (personIds) => {
        const { items } = await call('cockpit.viewers', {
          params: { sessionId },
          body: { personIds: [...personIds] as never },
        });
        return items;
      }),
    [sessionId],
  );
  const key = visible.join(' ');
  useEffect(() => {
    if (maySee) store.look(key === '' ? [] : key.split(' '));
  }, [store, key, maySee]);
  const known = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return maySee ? known : NOBODY;
}
