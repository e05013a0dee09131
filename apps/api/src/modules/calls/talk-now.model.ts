import { talkNow } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** That somebody wants to talk now, and who of the team could. It is of no use to anybody a day later. */
const talkSchema = new Schema(
  {
    _id: { type: String, required: true },
    typeId: { type: String, required: true },
    leadId: { type: String, required: true },
    personId: { type: String, required: true },
    sessionId: { type: String, default: null },
    timeZone: { type: String, required: true },
    locale: { type: String, required: true },
    /** Whoever was here and free when it was asked. */
    hosts: { type: [String], required: true },
    state: { type: String, required: true, enum: talkNow.TalkState.exclude(['lapsed']).options },
    until: { type: Date, required: true },
    callId: { type: String, default: null },
  },
  { id: false },
);
talkSchema.index({ personId: 1, typeId: 1, until: -1 });
talkSchema.index({ leadId: 1 });
talkSchema.index({ hosts: 1, until: 1 });
talkSchema.index({ until: 1 }, { expireAfterSeconds: 86_400 });
export const TalkRequestModel = defineTenantModel('TalkRequest', talkSchema, { collection: 'talk_requests' });
