import type { LineSnapshot } from '@stageline/contracts';
import { useEffect, useState } from 'react';
import type { LineClient } from '../../../realtime/line-client.ts';
import { tellNewest } from '../lib/newest.ts';
import { advanceLine, changeLine, initialLine, type LineView } from '../lib/line-state.ts';

/** After this time a page that could not load what follows the line tries again. */
const RELOAD_MS = 10_000;

/**
 * The line of this site, live from the snapshot that the page came with.
 * @param limit the most entries to keep, as the site's owner set it
 */
export function useLine(snapshot: LineSnapshot, limit: number): LineView {
  const [view, setView] = useState(() => initialLine(snapshot, limit));
  useEffect(() => {
    let client: LineClient | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const follow = (module: typeof import('../../../realtime/line-client.ts')): void => {
      if (stopped) return;
      client = new module.LineClient({
        origin: window.location.origin,
        cursor: snapshot.cursor,
        revision: snapshot.revision,
        onEntries: (entries, total) => {
          setView((current) => advanceLine(current, { entries, total }, limit));
          tellNewest(client?.cursor ?? 0);
        },
        onChanged: (entries, total) => setView((current) => changeLine(current, { entries, total })),
        onReset: (fresh) => setView(initialLine(fresh, limit)),
      });
      client.start();
    };
    // What follows the line comes once the page is alive: nobody waits for it, and it asks for what was missed till then.
    const load = (): void =>
      void import('../../../realtime/line-client.ts').then(follow, () => {
        if (!stopped) again = setTimeout(load, RELOAD_MS);
      });
    load();
    return () => {
      stopped = true;
      clearTimeout(again);
      client?.stop();
    };
  }, [snapshot, limit]);
  return view;
}
