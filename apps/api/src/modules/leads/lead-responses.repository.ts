import type { LeadId, TouchKind } from '@stageline/contracts';
import { LeadModel } from './leads.model.ts';
import type { LeadAssignee, ResponseClock } from './leads.types.ts';

const CLOCK = 'assignee.response';
const countIf = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } });

/** Limits of the current tenant's leads: how far they have come, and what was answered. */
export const leadResponses = {
  /**
   * The first human touch of a lead since it is its owner's; a later one changes nothing. In the transaction of what the human
   * did, so that a lead which is given to another in the same moment collides with it.
   */
  async touch(leadId: LeadId, touch: { at: Date; kind: TouchKind; by: string | null }): Promise<void> {
    const { at, kind, by } = touch;
    await LeadModel.updateOne({ _id: leadId, [`${CLOCK}.dueAt`]: { $exists: true }, [`${CLOCK}.touchedAt`]: null }, {
      $set: { [`${CLOCK}.touchedAt`]: at, [`${CLOCK}.touchKind`]: kind, [`${CLOCK}.touchedBy`]: by },
      $unset: { [`${CLOCK}.nextAt`]: '' },
    } as never);
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
