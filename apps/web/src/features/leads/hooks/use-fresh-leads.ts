import type { LeadView } from '@stageline/contracts';
import { useEffect, useRef, useState } from 'react';

/** How long an arrival stays highlighted. */
const FRESH_MS = 4_000;
const none: ReadonlySet<string> = new Set();

/**
 * The leads that arrived at the top while the list was open, for a short while. Older pages that are loaded at the end
 * are not arrivals, and neither is anything after a change of `listKey`.
 */
export function useFreshLeads(leads: readonly LeadView[], listKey: string): ReadonlySet<string> {
  const known = useRef<{ key: string; ids: Set<string> } | null>(null);
  const [fresh, setFresh] = useState(none);
  useEffect(() => {
    const before = known.current;
    if (leads.length > 0)
      known.current = {
        key: listKey,
        ids: new Set([...(before?.key === listKey ? before.ids : []), ...leads.map((lead) => lead.id)]),
      };
    if (before?.key !== listKey) return undefined;
    const firstKnown = leads.findIndex((lead) => before.ids.has(lead.id));
    const arrived = leads.slice(0, Math.max(0, firstKnown));
    if (arrived.length === 0) return undefined;
    setFresh((shown) => new Set([...shown, ...arrived.map((lead) => lead.id)]));
    return undefined;
  }, [leads, listKey]);
  useEffect(() => {
    if (fresh.size === 0) return undefined;
    const timer = setTimeout(() => setFresh(none), FRESH_MS);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}
