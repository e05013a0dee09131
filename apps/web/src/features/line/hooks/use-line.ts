import type { LineSnapshot } from '@stageline/contracts';
import { useEffect, useState } from 'react';
import { LineClient } from '../../../realtime/line-client.ts';
import { tellNewest } from '../lib/newest.ts';
import { advanceLine, changeLine, initialLine, type LineView } from '../lib/line-state.ts';

/**
 * The line of this site, live from the snapshot that the page came with.
 * @param limit the most entries to keep, as the site's owner set it
 */
export function useLine(snapshot: LineSnapshot, limit: number): LineView {
  const [view, setView] = useState(() => initialLine(snapshot, limit));
  useEffect(() => {
    const client = new LineClient({
      origin: window.location.origin,
      cursor: snapshot.cursor,
      revision: snapshot.revision,
      onEntries: (entries, total) => {
        setView((current) => advanceLine(current, { entries, total }, limit));
        tellNewest(client.cursor);
      },
      onChanged: (entries, total) => setView((current) => changeLine(current, { entries, total })),
      onReset: (fresh) => setView(initialLine(fresh, limit)),
    });
    client.start();
    return () => client.stop();
  }, [snapshot, limit]);
  return view;
}
