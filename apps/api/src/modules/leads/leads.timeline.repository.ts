import type { LeadId, PersonId } from '@stageline/contracts';
import { LeadModel } from './leads.model.ts';
import type { StageChange } from './leads.types.ts';

/** A lead as its timeline reads it. */
export interface TimelineLead {
  readonly personId: PersonId;
  readonly linePosition: number | null;
  /** Oldest first. */
  readonly history: readonly StageChange[];
}

const FIELDS = { _id: 0, personId: 1, linePosition: 1, history: 1 } as const;

/** Null for an unknown lead of the current tenant. */
export const timelineLead = async (leadId: LeadId): Promise<TimelineLead | null> =>
  LeadModel.findOne({ _id: leadId }, FIELDS).lean<TimelineLead>();
