import type { leads, LeadId, MembershipId, PipelineId, StageId } from '@stageline/contracts';
import type { LeadOrder, LeadScope } from './leads.types.ts';

/** What a list, a board or a count is narrowed to; times are instants by now. */
export interface LeadFilter {
  readonly pipelineId?: PipelineId | undefined;
  readonly stage?: StageId | undefined;
  /** Null for those that nobody has. */
  readonly owner?: MembershipId | null | undefined;
  readonly source?: leads.LeadSource | undefined;
  /** Included. */
  readonly createdFrom?: Date | undefined;
  /** Not included. */
  readonly createdBefore?: Date | undefined;
  readonly hasPhone?: boolean | undefined;
  /** In their stage since then or longer. */
  readonly inStageSince?: Date | undefined;
  /** Hot for longer than this. */
  readonly hotAfter?: Date | undefined;
  /** `searchBeginnings` of what was typed. */
  readonly search?: readonly RegExp[] | undefined;
}

/** Where a page of the list ended. */
export interface LeadCursor {
  /** By the list's order. */
  readonly at: Date;
  readonly id: LeadId;
}
export interface LeadPage {
  readonly order: LeadOrder;
  /** Oldest first; otherwise newest first. */
  readonly isAscending?: boolean;
  readonly after?: LeadCursor | undefined;
}

type Condition = Readonly<Record<string, unknown>>;

/** How a lead names whoever it belongs to: always one of these. */
export const ownerToken = (membershipId: MembershipId | null | undefined): string => `o:${membershipId ?? 'nobody'}`;
/** How a lead names a member with whom it is shared. */
export const shareToken = (membershipId: MembershipId): string => `s:${membershipId}`;

/**
 * The one place that says which leads a query is about: those that the scope lets the reader see, that the filter lets through
 * and that come after the cursor.
 */
export function leadQuery(scope: LeadScope, filter: LeadFilter = {}, page?: LeadPage): Record<string, unknown> {
  const conditions = [seen(scope, filter.owner), narrowed(filter), following(page)];
  return conditions.reduce<Condition>(both, {});
}

/**
 * The index that a list is read along: its keys hold what is asked, in the order that is asked, so that the database fetches no
 * lead that it does not answer. Left to itself it tries several and may settle on one that reads past others' leads. What a
 * reader of some leads searches for is left to it: either index may be the shorter way.
 */
export function listIndex(scope: LeadScope, { owner, stage, search }: LeadFilter, { order }: LeadPage) {
  const isOfSome = scope.kind === 'some' || owner !== undefined;
  if (search !== undefined) return isOfSome ? undefined : 'search';
  if (order === 'hotUntil') return isOfSome ? 'readers_hottest' : stage === undefined ? 'hottest' : 'stage_hottest';
  const isOfStage = stage !== undefined && order === 'stageChangedAt';
  if (isOfSome) return isOfStage ? 'readers_stage' : 'readers_newest';
  return isOfStage ? 'stage' : 'newest';
}

const both = (a: Condition, b: Condition): Condition =>
  Object.keys(b).some((key) => key in a) ? { $and: [a, b] } : { ...a, ...b };

/** Row visibility, and whose leads are wanted: both are a matter of the tokens of a lead. */
function seen(scope: LeadScope, owner: MembershipId | null | undefined): Condition {
  const isWanted = owner !== undefined;
  if (scope.kind === 'all') return isWanted ? { readers: ownerToken(owner) } : {};
  const shared = shareToken(scope.reader);
  if (!isWanted) return { readers: { $in: [...scope.owners.map(ownerToken), shared] } };
  const isTheirs = owner !== null && scope.owners.includes(owner);
  return isTheirs ? { readers: ownerToken(owner) } : { readers: shared, 'assignee.membershipId': owner };
}

/** Everything after a cursor, by time and id; ties are few, so the bound is an index bound. */
function following(page: LeadPage | undefined): Condition {
  if (page?.after === undefined) return {};
  const { order, isAscending, after } = page;
  const beyond = isAscending === true ? '$gt' : '$lt';
  return {
    [order]: { [`${beyond}e`]: after.at },
    $or: [{ [order]: { [beyond]: after.at } }, { [order]: after.at, _id: { [beyond]: after.id } }],
  };
}

function narrowed(filter: LeadFilter): Condition {
  const { pipelineId, stage, source, createdFrom, createdBefore, hasPhone, inStageSince, hotAfter, search } = filter;
  return {
    ...(pipelineId !== undefined && { pipelineId }),
    ...(stage !== undefined && { stage }),
    ...(source !== undefined && { source }),
    ...((createdFrom ?? createdBefore) !== undefined && {
      createdAt: { ...(createdFrom && { $gte: createdFrom }), ...(createdBefore && { $lt: createdBefore }) },
    }),
    ...(inStageSince !== undefined && { stageChangedAt: { $lte: inStageSince } }),
    ...(hotAfter !== undefined && { hotUntil: { $gt: hotAfter } }),
    // A range of texts is a range of the index; "not null" is not.
    ...(hasPhone !== undefined && { 'person.phone': hasPhone ? { $gte: '' } : null }),
    ...(search !== undefined && { search: { $in: search } }),
  };
}
