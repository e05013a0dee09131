import type {
  CallId,
  CallTypeId,
  LeadId,
  Locale,
  MembershipId,
  PersonId,
  SessionId,
  TalkRequestId,
  TalkState,
} from '@stageline/contracts';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { TalkRequestModel } from './talk-now.model.ts';

export interface TalkRow {
  readonly _id: TalkRequestId;
  readonly typeId: CallTypeId;
  readonly leadId: LeadId;
  readonly personId: PersonId;
  readonly sessionId: SessionId | null;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly hosts: readonly MembershipId[];
  /** That nobody took it follows from the clock. */
  readonly state: Exclude<TalkState, 'lapsed'>;
  readonly until: Date;
  readonly callId: CallId | null;
}

const FIELDS = { tenantId: 0 } as const;
/** Of those that one member is shown at once. */
const MOST_RINGING = 20;

/** Reads and writes of wishes to talk now; every call runs in the current tenant. */
export const talkRepository = {
  find: (id: TalkRequestId): Promise<TalkRow | null> => TalkRequestModel.findOne({ _id: id }, FIELDS).lean<TalkRow>(),

  /** One of somebody that still rings. */
  ringingOf: (personId: PersonId, typeId: CallTypeId, now: Date): Promise<TalkRow | null> =>
    TalkRequestModel.findOne({ personId, typeId, until: { $gt: now }, state: 'ringing' }, FIELDS).lean<TalkRow>(),

  /** What rings for a member, the first one first. */
  ringingFor: (membershipId: MembershipId, now: Date): Promise<TalkRow[]> =>
    findRows(
      TalkRequestModel,
      { hosts: membershipId, until: { $gt: now }, state: 'ringing' },
      { projection: FIELDS, sort: { until: 1 }, limit: MOST_RINGING },
    ),

  async insert(row: TalkRow): Promise<void> {
    await bulkInsert(TalkRequestModel, [row as never]);
  },

  /** It is this call now, in the transaction that books it. @returns false where another was first, or its time is over */
  async accept(id: TalkRequestId, callId: CallId, now: Date): Promise<boolean> {
    const open = { _id: id, state: 'ringing', until: { $gt: now } } as const;
    const change = { $set: { state: 'accepted' as const, callId } };
    return (await TalkRequestModel.updateOne(open, change)).modifiedCount === 1;
  },

  async stop(id: TalkRequestId): Promise<void> {
    await TalkRequestModel.updateOne({ _id: id, state: 'ringing' }, { $set: { state: 'stopped' } });
  },
};
export type TalkRepository = typeof talkRepository;
