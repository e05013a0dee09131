import { RoomRole } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One connection of one person to one room: an interval of attendance (C-07). */
const attendanceSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    /** A person for an attendee, a membership for a host. */
    identity: { type: String, required: true },
    role: { type: String, required: true, enum: RoomRole.options },
    connectionId: { type: String, required: true },
    /** The sfu that holds the connection: only it can tell that it is gone. */
    nodeId: { type: String, required: true },
    joinedAt: { type: Date, required: true },
    /** Null while the connection lasts. */
    leftAt: { type: Date, default: null },
    /** The last time that the sfu named the connection. */
    lastSeenAt: { type: Date, required: true },
    /** Closed because the sfu went silent, so a later word of it opens the interval again. */
    presumed: { type: Boolean, default: false },
  },
  { id: false },
);
attendanceSchema.index({ connectionId: 1 }, { unique: true });
/** The timeline of one person. */
attendanceSchema.index({ identity: 1, joinedAt: -1, _id: -1 });
attendanceSchema.index({ sessionId: 1, role: 1, identity: 1, leftAt: 1 });
attendanceSchema.index({ role: 1, joinedAt: -1 });

export const AttendanceModel = defineTenantModel('Attendance', attendanceSchema, { collection: 'attendance' });
