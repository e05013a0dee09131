import type { LeadId, LeadMergeId, PersonId } from '@stageline/contracts';
import { leadMerges, type MergeActor } from './lead-merges.repository.ts';
import { LeadModel } from './leads.model.ts';
import type { StageChange } from './leads.types.ts';

/** A lead as its timeline reads it. */
export interface TimelineLead {
  readonly personId: PersonId;
  readonly linePosition: number | null;
  /** Oldest first. */
  readonly history: readonly StageChange[];
  /** What became part of it: each as it was. */
  readonly parts: readonly TimelinePart[];
}
/** A lead that became part of another one. */
export interface TimelinePart {
  readonly mergeId: LeadMergeId;
  readonly name: string;
  readonly merged: MergeActor;
  readonly history: readonly StageChange[];
  /** Ids of the decisions about whose it was. */
  readonly decisions: readonly string[];
}

const FIELDS = { _id: 0, personId: 1, linePosition: 1, history: 1 } as const;

/** Null for an unknown lead of the current tenant. */
export async function timelineLead(leadId: LeadId): Promise<TimelineLead | null> {
  const lead = await LeadModel.findOne({ _id: leadId }, FIELDS).lean<Omit<TimelineLead, 'parts'>>();
  if (lead === null) return null;
  const parts = (await leadMerges.partsOf(leadId)).map(
    ({ _id: mergeId, fromName: name, merged, lead: part, moved }) => {
      const history = (part as { history?: readonly StageChange[] } | null)?.history ?? [];
      return { mergeId, name, merged, history, decisions: (moved?.['decisions'] ?? []) as string[] };
    },
  );
  return { ...lead, parts };
}
