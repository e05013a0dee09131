import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const seatSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    personId: { type: String, required: true },
    state: { type: String, required: true, enum: ['held', 'waiting', 'released'] },
    /** Their turn where seats are few; 0 where there was room for everybody. */
    turn: { type: Number, required: true },
    /** Who gave it up; null while it is taken. */
    releasedBy: { type: String, enum: ['registrant', 'member', 'merge', 'unpaid', 'unconfirmed', null], default: null },
    /** When it is looked at whether its address was proved meanwhile; null where nobody waits for that. */
    confirmBy: { type: Date, default: null },
    /** What it was before a merge took it: two seats of one person are one. */
    beforeMerge: { type: String, enum: ['held', 'waiting'] },
    /** What the survivor's own was before it became this one, the better of the two. */
    survivor: {
      type: { _id: false, seatId: String, state: String, turn: Number, releasedBy: String, createdAt: Date },
    },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
// One person has one seat in a session; what a person has is found by the same entries.
seatSchema.index({ personId: 1, sessionId: 1 }, { unique: true });
// Seats are counted, and given out in turn, from the index alone.
seatSchema.index({ sessionId: 1, state: 1, turn: 1, _id: 1 });
export const SeatModel = defineTenantModel('Seat', seatSchema, {
  systemIndexes: [
    {
      fields: { confirmBy: 1 },
      options: { partialFilterExpression: { confirmBy: { $type: 'date' } } },
      reason: 'A sweep gives the seats of all sites free that nobody confirmed',
    },
  ],
});

/**
 * What transactions that give out the seats of one session have to write: of two at once, one waits. A session of its own has
 * it, because its record is written for other reasons, too.
 */
const queueSchema = new Schema(
  { _id: { type: String, required: true }, lastTurn: { type: Number, required: true } },
  { id: false },
);
export const SeatQueueModel = defineTenantModel('SeatQueue', queueSchema);
