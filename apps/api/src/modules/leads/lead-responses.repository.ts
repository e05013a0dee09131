import type { LeadId, TouchKind } from '@stageline/contracts';
import { nextActAt } from '@stageline/domain';
import { LeadModel } from './leads.model.ts';
import type { LeadAssignee, LeadWithHistory, ResponseClock } from './leads.types.ts';

const CLOCK = 'assignee.response';
const countIf = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } });

/** How long what was taken back may be brought back before anything follows from it. */
const UNDO_MS = 60_000;

/** That a human has answered a lead. */
export interface Touch {
  readonly at: Date;
  readonly kind: TouchKind;
  /** Their name. */
  readonly by: string | null;
}
type TouchedLead = Pick<LeadWithHistory, 'assignee' | 'history'>;

const touchSet = (touch: Touch | null) => ({
  [`${CLOCK}.touchedAt`]: touch?.at ?? null,
  [`${CLOCK}.touchKind`]: touch?.kind ?? null,
  [`${CLOCK}.touchedBy`]: touch?.by ?? null,
});
const nextSet = (nextAt: Date | null) => (nextAt === null ? {} : { [`${CLOCK}.nextAt`]: nextAt });
const isTouchOf = ({ touchedAt, touchKind }: ResponseClock, { at, kind }: Omit<Touch, 'by'>): boolean =>
  touchedAt?.getTime() === at.getTime() && touchKind === kind;

/** Limits of the current tenant's leads: how far they have come, and what was answered. */
export const leadResponses = {
  /**
   * The first human touch of a lead since it is its owner's; a later one changes nothing. In the transaction of what the human
   * did, so that a lead which is given to another in the same moment collides with it.
   */
  async touch(leadId: LeadId, touch: Touch): Promise<void> {
    await LeadModel.updateOne({ _id: leadId, [`${CLOCK}.dueAt`]: { $exists: true }, [`${CLOCK}.touchedAt`]: null }, {
      $set: touchSet(touch),
      $unset: { [`${CLOCK}.nextAt`]: '' },
    } as never);
  },

  /**
   * What counted as the first touch is taken back: then the next one counts, by a stage or by one of `others`, or there was
   * none and the limit runs on from where it stood. Whatever is due by then waits for `UNDO_MS`, because it may come back.
   * In the transaction of what takes it back.
   */
  async takeBack(leadId: LeadId, taken: Omit<Touch, 'by'>, others: readonly Touch[], now: Date): Promise<void> {
    const lead = await LeadModel.findOne({ _id: leadId }, { assignee: 1, history: 1 }).lean<TouchedLead>();
    const assignee = lead?.assignee;
    const clock = assignee?.response;
    if (lead == null || assignee == null || clock == null || !isTouchOf(clock, taken)) return;
    const moves = lead.history.flatMap(({ cause, at, actorName: by }): Touch[] =>
      cause === 'member' ? [{ at, kind: 'stage', by }] : [],
    );
    const [next] = [...others, ...moves]
      .filter(({ at }) => at >= assignee.at)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime());
    const dueAt = next === undefined ? nextActAt(clock.step, clock) : null;
    const nextAt = dueAt === null ? null : new Date(Math.max(dueAt.getTime(), now.getTime() + UNDO_MS));
    await LeadModel.updateOne({ _id: leadId }, { $set: { ...touchSet(next ?? null), ...nextSet(nextAt) } } as never);
  },

  /** What was taken back has come back: it counts if it is the first again. In the transaction of what brings it back. */
  async bringBack(leadId: LeadId, touch: Touch): Promise<void> {
    const lead = await LeadModel.findOne({ _id: leadId }, { assignee: 1 }).lean<Pick<TouchedLead, 'assignee'>>();
    const assignee = lead?.assignee;
    if (assignee?.response == null || touch.at < assignee.at) return;
    const { touchedAt } = assignee.response;
    if (touchedAt !== null && touchedAt <= touch.at) return;
    const change = { $set: touchSet(touch), $unset: { [`${CLOCK}.nextAt`]: '' } };
    await LeadModel.updateOne({ _id: leadId }, change as never);
  },

  /** Goes a step on, if it is still whose it was and nobody has touched it. @returns false where that is not so */
  async step(
    leadId: LeadId,
    { membershipId, at, response }: LeadAssignee & { readonly response: ResponseClock },
    next: { readonly step: ResponseClock['step']; readonly nextAt: Date | null },
  ): Promise<boolean> {
    const match = {
      _id: leadId,
      'assignee.membershipId': membershipId,
      'assignee.at': at,
      [`${CLOCK}.step`]: response.step,
      [`${CLOCK}.touchedAt`]: null,
    };
    const { modifiedCount } = await LeadModel.updateOne(match, {
      $set: { [`${CLOCK}.step`]: next.step, ...(next.nextAt !== null && { [`${CLOCK}.nextAt`]: next.nextAt }) },
      ...(next.nextAt === null && { $unset: { [`${CLOCK}.nextAt`]: '' } }),
    } as never);
    return modifiedCount === 1;
  },

  /** Nothing is to happen any more: the lead is closed, or there is no limit. */
  async end(leadId: LeadId): Promise<void> {
    await LeadModel.updateOne({ _id: leadId }, { $unset: { [`${CLOCK}.nextAt`]: '' } } as never);
  },

  /** How it goes: open leads that wait, and first answers since an instant. */
  async count(now: Date, since: Date): Promise<ResponseCounts> {
    const [due, touched] = [`$${CLOCK}.dueAt`, `$${CLOCK}.touchedAt`];
    const isOpen = { $and: [{ $eq: ['$outcome', 'open'] }, { $eq: [touched, null] }] };
    const isAnswered = { $gte: [touched, since] };
    const [counts] = await LeadModel.aggregate<ResponseCounts>([
      { $match: { [`${CLOCK}.dueAt`]: { $exists: true } } },
      {
        $group: {
          _id: null,
          waiting: countIf(isOpen),
          overdue: countIf({ $and: [isOpen, { $lt: [due, now] }] }),
          answered: countIf(isAnswered),
          answeredInTime: countIf({ $and: [isAnswered, { $lte: [touched, due] }] }),
        },
      },
      { $project: { _id: 0 } },
    ]);
    return counts ?? { waiting: 0, overdue: 0, answered: 0, answeredInTime: 0 };
  },
};
export type LeadResponses = typeof leadResponses;

export interface ResponseCounts {
  readonly waiting: number;
  readonly overdue: number;
  readonly answered: number;
  readonly answeredInTime: number;
}
