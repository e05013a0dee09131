import type { LineSnapshot, SiteView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { call } from '../../shared/lib/api.ts';
import { LandingPage } from './landing-page.tsx';

const emptyLine: LineSnapshot = { entries: [], total: 0, cursor: 0, revision: 0, changes: [], truncated: false };

/** The landing page as a picture of itself: with the real line; nothing else in it comes alive. */
export function SitePreview({ site }: { readonly site: SiteView }) {
  const line = useQuery({ queryKey: ['line', 'preview'], queryFn: ({ signal }) => call('line.get', { signal }) });
  const [now] = useState(() => new Date().toISOString());
  const known = line.data ?? emptyLine;
  const { displayLimit } = site.line;
  // The line connects anew for every snapshot: one that is new with each letter typed would connect as often.
  const shown = useMemo(() => ({ ...known, entries: known.entries.slice(0, displayLimit) }), [known, displayLimit]);
  return (
    <LandingPage
      key={`${known.cursor} ${JSON.stringify(site.line)}`}
      input={{ kind: 'landing', site, line: shown }}
      now={now}
    />
  );
}
