import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** What a member may do in one room, where that is not what their role on the site says. */
const roomRoleSchema = new Schema({
  _id: { type: String, required: true },
  sessionId: { type: String, required: true },
  membershipId: { type: String, required: true },
  role: { type: String, required: true, enum: ['cohost', 'moderator'] },
});
roomRoleSchema.index({ sessionId: 1, membershipId: 1 }, { unique: true });

export const RoomRoleModel = defineTenantModel('RoomRole', roomRoleSchema, { collection: 'room_roles' });
