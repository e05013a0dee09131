import type { LeadId } from '@stageline/contracts';
import { bulkUpdate, dropIndexes } from '@stageline/tenancy';
import { foundBy } from './found-by.ts';
import { searchTokens } from './lead-search.ts';
import { ownerToken } from './leads.filter.ts';
import { LeadModel } from './leads.model.ts';
import type { LeadAssignee, LeadPerson, StageChange } from './leads.types.ts';

const CHUNK = 500;
/** What lists were read along before their indexes held all that a list may be narrowed by. */
const FORMER_INDEXES = [
  'tenantId_1_createdAt_-1__id_-1',
  'tenantId_1_stage_1_createdAt_-1__id_-1',
  'tenantId_1_pipelineId_1_stage_1_stageChangedAt_-1__id_-1',
  'tenantId_1_assignee.membershipId_1_createdAt_-1__id_-1',
  'tenantId_1_assignee.membershipId_1_stage_1_createdAt_-1__id_-1',
  'tenantId_1_assignee.membershipId_1_pipelineId_1_stage_1_stageChangedAt_-1__id_-1',
];
interface OldLead {
  readonly _id: LeadId;
  readonly person: LeadPerson;
  readonly via: string | null;
  readonly assignee: LeadAssignee | null;
  readonly history: readonly Pick<StageChange, 'cause'>[];
}

/** Removes the indexes that no list is read along any more; every write pays for each. May be repeated. */
export const dropFormerIndexes = (): Promise<void> => dropIndexes(LeadModel, FORMER_INDEXES);

/** Writes what the current tenant's leads are found by, where it is not there yet. May be broken off and repeated. */
export async function makeFindable(): Promise<void> {
  for (let after = ''; ;) {
    const missing = { _id: { $gt: after }, source: { $exists: false } };
    const rows = await LeadModel.find(missing, { person: 1, via: 1, assignee: 1, 'history.cause': 1 })
      .sort({ _id: 1 })
      .limit(CHUNK)
      .lean<OldLead[]>();
    const changes = rows.map(({ _id, person, via, assignee, history }) => ({
      match: { _id },
      set: {
        search: searchTokens(person),
        source: sourceOf(via, history[0]?.cause),
        readers: [ownerToken(assignee?.membershipId)],
      },
    }));
    if (changes.length > 0) await bulkUpdate(LeadModel, changes as never[]);
    if (rows.length < CHUNK) return;
    after = rows.at(-1)!._id;
  }
}

const sourceOf = (via: string | null, cause: StageChange['cause'] | undefined) =>
  cause === 'import' ? 'import' : via === null ? 'site' : 'invitation';

/** Writes what the current tenant's leads are compared by, where it is not there yet. May be broken off and repeated. */
export async function makeComparable(): Promise<void> {
  for (let after = ''; ;) {
    const missing = { _id: { $gt: after }, duplicateKeys: { $exists: false } };
    const rows = await LeadModel.find(missing, { person: 1 })
      .sort({ _id: 1 })
      .limit(CHUNK)
      .lean<Pick<OldLead, '_id' | 'person'>[]>();
    const changes = rows.map(({ _id, person }) => ({ match: { _id }, set: foundBy(person) }));
    if (changes.length > 0) await bulkUpdate(LeadModel, changes as never[]);
    if (rows.length < CHUNK) return;
    after = rows.at(-1)!._id;
  }
}
