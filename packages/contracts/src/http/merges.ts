import { z } from 'zod';
import { DuplicateId, LeadId, LeadMergeId, PersonId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { LeadParams, LeadSource, LeadView } from './leads.ts';

/** Days for which a merge can be undone. */
export const MERGE_UNDO_DAYS = 30;
/** Suspicions that are counted; above, there are "more than". */
export const MAX_DUPLICATES = 1000;

/** Why two leads may be the same person, the strongest reason first. */
export const DuplicateReason = z.enum([
  'same-phone',
  'same-mailbox',
  'same-name-and-company',
  'similar-name-and-company',
  'same-name',
]);
export type DuplicateReason = z.infer<typeof DuplicateReason>;

export const DuplicateView = z.object({
  id: DuplicateId,
  reasons: z.array(DuplicateReason),
  leads: z.tuple([LeadView, LeadView]),
  foundAt: Instant,
  /** By whom and when it was said that they are two people; null while it is open. */
  dismissed: z.object({ at: Instant, name: z.string().nullable() }).nullable(),
});
export type DuplicateView = z.infer<typeof DuplicateView>;

export const listDuplicates = defineOperation({
  id: 'duplicates.list',
  method: 'GET',
  path: '/api/v1/duplicates',
  host: 'tenant',
  access: memberAccess('leads.merge'),
  summary: 'Pairs of leads that may be the same person, both of which the caller sees; the most likely first',
  query: PageQuery.extend({
    /** `dismissed` for those of whom somebody said that they are two people. */
    state: z.enum(['open', 'dismissed']).default('open'),
  }),
  response: pageOf(DuplicateView),
});
export const countDuplicates = defineOperation({
  id: 'duplicates.count',
  method: 'GET',
  path: '/api/v1/duplicates/count',
  host: 'tenant',
  access: memberAccess('leads.merge'),
  summary: `How many open pairs the caller sees, counted up to ${MAX_DUPLICATES}`,
  response: z.object({ count: z.int(), isMore: z.boolean() }),
});
const DuplicateParams = z.strictObject({ duplicateId: DuplicateId });
export const dismissDuplicate = defineOperation({
  id: 'duplicates.dismiss',
  method: 'PUT',
  path: '/api/v1/duplicates/:duplicateId/dismissal',
  host: 'tenant',
  access: memberAccess('leads.merge'),
  summary: 'Say that a pair is two people: it is not suspected again',
  params: DuplicateParams,
  response: DuplicateView,
});
export const restoreDuplicate = defineOperation({
  id: 'duplicates.restore',
  method: 'DELETE',
  path: '/api/v1/duplicates/:duplicateId/dismissal',
  host: 'tenant',
  access: memberAccess('leads.merge'),
  summary: 'Take that back',
  params: DuplicateParams,
  response: DuplicateView,
});

/** Whose value a merged lead has: `this` is the lead that stays, `other` the one that becomes part of it. */
export const MergeChoice = z.enum(['this', 'other']);
export const MergeChoices = z.strictObject({
  name: MergeChoice,
  company: MergeChoice,
  /** Which address is written to; all others stay with the lead. */
  email: MergeChoice,
  /** Which number is called. */
  phone: MergeChoice,
  stage: MergeChoice,
  owner: MergeChoice,
  source: MergeChoice,
});
export type MergeChoices = z.infer<typeof MergeChoices>;

export const MergeSide = z.object({
  lead: LeadView,
  personId: PersonId,
  /** Null where the caller may not see contact data. */
  emails: z.array(z.object({ address: z.string(), isProved: z.boolean() })).nullable(),
  phones: z.array(z.string()).nullable(),
  source: LeadSource,
  /** Their numbers in another system; the first one of the lead that stays is kept, and all of both find it. */
  externalIds: z.array(z.string()),
  /** Their place in the line; null for who has none. */
  linePosition: z.int().nullable(),
  /** Merges that brought others into it already. */
  merged: z.int(),
});
export type MergeSide = z.infer<typeof MergeSide>;

const PairParams = LeadParams.extend({ otherId: LeadId });
export const compareLeads = defineOperation({
  id: 'merges.compare',
  method: 'GET',
  path: '/api/v1/leads/:leadId/merge/:otherId',
  host: 'tenant',
  access: memberAccess('leads.merge'),
  summary: 'Two leads side by side, and what a merge of them would keep if nobody chooses',
  params: PairParams,
  response: z.object({
    this: MergeSide,
    other: MergeSide,
    reasons: z.array(DuplicateReason),
    choices: MergeChoices,
  }),
});

export const MergeView = z.object({
  id: LeadMergeId,
  /** The lead that stays. */
  into: LeadId,
  /** What became part of it. */
  from: z.object({ leadId: LeadId, name: z.string() }),
  at: Instant,
  by: z.string().nullable(),
  /** Until when it can be undone. */
  undoUntil: Instant,
  undone: z.object({ at: Instant, by: z.string().nullable() }).nullable(),
  /** Why the caller cannot undo it: it was undone, its time is over, a later merge comes first, or they may not. */
  blocked: z.enum(['undone', 'over', 'later-merge', 'forbidden']).nullable(),
});
export type MergeView = z.infer<typeof MergeView>;

export const mergeLeads = defineOperation({
  id: 'merges.create',
  method: 'POST',
  path: '/api/v1/leads/:leadId/merge',
  host: 'tenant',
  access: memberAccess('leads.merge'),
  summary:
    'Make another lead part of this one, with everything that belongs to it; the versions are those that the caller saw. The same again answers the same',
  params: LeadParams,
  body: z.strictObject({
    otherId: LeadId,
    version: z.int(),
    otherVersion: z.int(),
    choices: MergeChoices,
  }),
  response: MergeView,
  errors: ['conflict', 'merge-too-large'],
});
export const listMerges = defineOperation({
  id: 'merges.list',
  method: 'GET',
  path: '/api/v1/leads/:leadId/merges',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'What became part of a lead, the newest first; what was undone is left out',
  params: LeadParams,
  response: z.object({ items: z.array(MergeView) }),
});
export const undoMerge = defineOperation({
  id: 'merges.undo',
  method: 'POST',
  path: '/api/v1/lead-merges/:mergeId/undo',
  host: 'tenant',
  access: memberAccess('leads.merge'),
  summary: 'Take a merge apart: what it moved goes back, what came since stays. The same again answers the same',
  params: z.strictObject({ mergeId: LeadMergeId }),
  response: MergeView,
  errors: ['merge-undo-over', 'merge-undo-order', 'merge-undo-address'],
});
