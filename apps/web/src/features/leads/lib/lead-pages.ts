import { DEFAULT_PIPELINE, type LeadView, type PipelineId, type StageId } from '@stageline/contracts';

import { isNarrowed, type LeadFilter } from '../api/leads.queries.ts';

/** The loaded pages of one lead list, as React Query keeps them. */
export interface LeadPages {
  readonly pages: readonly { readonly items: readonly LeadView[]; readonly nextCursor: string | null }[];
  readonly pageParams: readonly unknown[];
}

/** What narrows a list beyond its stage. */
type LeadFilterRest = Omit<LeadFilter, 'pipeline' | 'stage'>;

/** What a list shows: without a stage, all leads. */
interface Filter extends LeadFilterRest {
  readonly pipeline?: PipelineId;
  readonly stage?: StageId;
}

/** The lists' order: newest first, in a stage whoever came to it last; ids are k-sortable and break ties. */
const comesBefore = (filter: Filter, a: LeadView, b: LeadView): boolean => {
  const field = filter.stage === undefined ? 'createdAt' : 'stageChangedAt';
  return a[field] === b[field] ? a.id > b.id : a[field] > b[field];
};
const belongsTo = ({ pipeline = DEFAULT_PIPELINE, stage }: Filter, lead: LeadView): boolean =>
  stage === undefined || (lead.stage === stage && lead.pipelineId === pipeline);

/** Every lead of the loaded pages, each once: a lead that arrived between two page loads may be in both. */
export function flattenLeads(data: LeadPages | undefined): LeadView[] {
  const seen = new Set<string>();
  return (data?.pages ?? []).flatMap((page) => page.items.filter((lead) => !seen.has(lead.id) && seen.add(lead.id)));
}

/**
 * Brings one lead up to date in a list without loading the list again: replaces it, takes it out where it no longer
 * belongs, or puts it in its place. A lead older than everything loaded is left to the next page.
 */
export function applyLead(data: LeadPages, filter: Filter, lead: LeadView): LeadPages {
  const belongs = belongsTo(filter, lead);
  const present = data.pages.some((page) => page.items.some((item) => item.id === lead.id));
  if (present) {
    const update = (item: LeadView) => (item.id === lead.id ? (belongs ? [lead] : []) : [item]);
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.flatMap(update) })) };
  }
  // Whether it belongs to what somebody searches for, and where, is for the server to say.
  return belongs && !isNarrowed(filter) ? insert(data, filter, lead) : data;
}

function insert(data: LeadPages, filter: Filter, lead: LeadView): LeadPages {
  const target = data.pages.findIndex(
    (page) => page.nextCursor === null || page.items.some((item) => comesBefore(filter, lead, item)),
  );
  if (target < 0) return data;
  const pages = data.pages.map((page, index) => {
    if (index !== target) return page;
    const position = page.items.findIndex((item) => comesBefore(filter, lead, item));
    const items = position < 0 ? [...page.items, lead] : page.items.toSpliced(position, 0, lead);
    return { ...page, items };
  });
  return { ...data, pages };
}
