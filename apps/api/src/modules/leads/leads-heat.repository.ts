import type { HeatKind, LeadId, MembershipId, PersonId } from '@stageline/contracts';
import { countedSigns, heatSigns, hotUntil } from '@stageline/domain';
import { LeadModel } from './leads.model.ts';
import type { LeadRow, StageChange } from './leads.types.ts';

/** A lead as far as its heat needs it. */
export interface HeatedLead extends Pick<LeadRow, '_id' | 'createdAt'> {
  /** Missing of those from before there was heat. */
  readonly hotUntil?: Date;
  readonly personId: PersonId;
  readonly linePosition: number | null;
  /** Missing or null where it is nobody's. */
  readonly assignee?: { readonly membershipId: MembershipId } | null;
  /** How they became one. */
  readonly history: readonly Pick<StageChange, 'cause'>[];
}

/** What a look at everything that somebody did has come to. */
export interface SeenHeat {
  readonly lead: Pick<HeatedLead, '_id' | 'createdAt'>;
  /** Null for whoever has shown nothing. */
  readonly until: Date | null;
  readonly why: readonly HeatKind[];
}

const FIELDS = {
  personId: 1,
  createdAt: 1,
  linePosition: 1,
  hotUntil: 1,
  'assignee.membershipId': 1,
  history: { $slice: 1 },
};
const CHUNK = 200;

const TWENTY_YEARS_MS = 20 * 365 * 24 * 60 * 60_000;
/**
 * What stands for `hotUntil` of a lead that has shown nothing: they come after everybody who has, the newest first. Not one
 * instant for all: a page of a list begins after an instant, and would read everybody again who has the same.
 */
export const neverHot = (createdAt: Date): Date => new Date(createdAt.getTime() - TWENTY_YEARS_MS);

/** The heat with which a lead begins that has registered: known without looking, and written with it. */
export function registeredHeat(at: Date): { hotUntil: Date; heat: { why: HeatKind[]; at: Date } } {
  const facts = { registeredAt: at, place: null, visits: [], messages: [], brought: [] };
  const until = hotUntil(countedSigns(heatSigns(facts, new Map(), at)))!;
  return { hotUntil: until, heat: { why: ['registered'], at } };
}

/** The heat of the current tenant's leads. */
export const leadHeat = {
  async find(leadId: LeadId): Promise<HeatedLead | null> {
    return LeadModel.findOne({ _id: leadId }, FIELDS as never).lean<HeatedLead>();
  },

  async ofPeople(personIds: readonly PersonId[]): Promise<HeatedLead[]> {
    if (personIds.length === 0) return [];
    return LeadModel.find({ personId: { $in: [...personIds] } }, FIELDS as never).lean<HeatedLead[]>();
  },

  /** All of them, some hundred at a time. */
  async *all(): AsyncGenerator<readonly HeatedLead[]> {
    for (let after = ''; ;) {
      const rows = await LeadModel.find({ _id: { $gt: after } }, FIELDS as never)
        .sort({ _id: 1 })
        .limit(CHUNK)
        .lean<HeatedLead[]>();
      if (rows.length > 0) yield rows;
      if (rows.length < CHUNK) return;
      after = rows.at(-1)!._id;
    }
  },

  /**
   * Writes what was seen. Of two looks at once the later one stays: it has seen all that the other has.
   * @param at when the look began
   */
  async write(seen: readonly SeenHeat[], at: Date): Promise<void> {
    for (const { lead, until, why } of seen) {
      const match = { _id: lead._id, $or: [{ 'heat.at': { $lte: at } }, { 'heat.at': null }] };
      await LeadModel.updateOne(match, {
        $set: { hotUntil: until ?? neverHot(lead.createdAt), heat: { why: [...why], at } },
      });
    }
  },
};
export type LeadHeatWriter = typeof leadHeat;
