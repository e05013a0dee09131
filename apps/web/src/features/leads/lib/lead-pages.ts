import type { LeadStage, LeadView } from '@stageline/contracts';

/** The loaded pages of one lead list, as React Query keeps them. */
export interface LeadPages {
  readonly pages: readonly { readonly items: readonly LeadView[]; readonly nextCursor: string | null }[];
  readonly pageParams: readonly unknown[];
}

/** The lists' order: newest first; ids are k-sortable and break ties. */
const comesBefore = (a: LeadView, b: LeadView): boolean =>
  a.createdAt === b.createdAt ? a.id > b.id : a.createdAt > b.createdAt;

/** Every lead of the loaded pages, each once: a lead that arrived between two page loads may be in both. */
export function flattenLeads(data: LeadPages | undefined): LeadView[] {
  const seen = new Set<string>();
  return (data?.pages ?? []).flatMap((page) => page.items.filter((lead) => !seen.has(lead.id) && seen.add(lead.id)));
}

/**
 * Brings one lead up to date in a list without loading the list again: replaces it, takes it out where it no longer
 * belongs, or puts it in its place. A lead older than everything loaded is left to the next page.
 * @param stage the list's filter; `undefined` shows every stage
 */
export function applyLead(data: LeadPages, stage: LeadStage | undefined, lead: LeadView): LeadPages {
  const belongs = stage === undefined || lead.stage === stage;
  const present = data.pages.some((page) => page.items.some((item) => item.id === lead.id));
  if (present) {
    const update = (item: LeadView) => (item.id === lead.id ? (belongs ? [lead] : []) : [item]);
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.flatMap(update) })) };
  }
  return belongs ? insert(data, lead) : data;
}

function insert(data: LeadPages, lead: LeadView): LeadPages {
  const target = data.pages.findIndex(
    (page) => page.nextCursor === null || page.items.some((item) => comesBefore(lead, item)),
  );
  if (target < 0) return data;
  const pages = data.pages.map((page, index) => {
    if (index !== target) return page;
    const position = page.items.findIndex((item) => comesBefore(lead, item));
    const items = position < 0 ? [...page.items, lead] : page.items.toSpliced(position, 0, lead);
    return { ...page, items };
  });
  return { ...data, pages };
}
