import type {
  CalendarConnectionId,
  ConnectedKind,
  ConnectedState,
  MembershipId,
  WhenSilent,
} from '@stageline/contracts';
import { calendars as contract } from '@stageline/contracts';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { CalendarConnectionModel } from './calendars.model.ts';

export interface Busy {
  readonly from: Date;
  readonly to: Date;
}
export interface Connection {
  readonly _id: CalendarConnectionId;
  readonly membershipId: MembershipId;
  readonly kind: ConnectedKind;
  readonly name: string;
  readonly sealed: string;
  readonly whenSilent: WhenSilent;
  /** Missing, as the two below, on those from before anything was written. */
  readonly mayWrite?: boolean;
  readonly writesSince?: Date | null;
  readonly writeRefusedAt?: Date | null;
  readonly state: ConnectedState;
  readonly busy: readonly Busy[];
  readonly knownTo: Date;
  readonly readAt: Date;
  readonly failures: number;
  readonly failingSince: Date | null;
  readonly nextReadAt: Date;
  readonly createdAt: Date;
}
type Known = Pick<Connection, '_id' | 'membershipId' | 'busy'>;

const WITHOUT_BUSY = { tenantId: 0, busy: 0 } as const;

/** Reads and writes of connected calendars; every call runs in the current tenant. */
export const calendarsRepository = {
  async listOf(membershipId: MembershipId): Promise<Connection[]> {
    return CalendarConnectionModel.find({ membershipId }, WITHOUT_BUSY)
      .sort({ _id: 1 })
      .limit(contract.MAX_CALENDARS)
      .lean<Connection[]>();
  },
  /** @param membershipId whose it has to be; anybody's where it is left out */
  async find(id: CalendarConnectionId, membershipId?: MembershipId): Promise<Connection | null> {
    const filter = { _id: id, ...(membershipId !== undefined && { membershipId }) };
    return CalendarConnectionModel.findOne(filter, WITHOUT_BUSY).lean<Connection>();
  },
  async countOf(membershipId: MembershipId): Promise<number> {
    return CalendarConnectionModel.countDocuments({ membershipId });
  },
  /** When calendars make these members busy. */
  async busyOf(ids: readonly MembershipId[]): Promise<Known[]> {
    const projection = { membershipId: 1, busy: 1 } as const;
    const filter = { membershipId: { $in: [...ids] } };
    return findRows(CalendarConnectionModel, filter, { projection, sort: { membershipId: 1 }, limit: 0 });
  },
  /** Who of these members has one. */
  async ownersAmong(ids: readonly MembershipId[]): Promise<ReadonlySet<MembershipId>> {
    const rows = await CalendarConnectionModel.distinct('membershipId', { membershipId: { $in: [...ids] } });
    return new Set(rows as MembershipId[]);
  },
  async insert(connection: Connection): Promise<void> {
    await bulkInsert(CalendarConnectionModel, [connection as never]);
  },
  /** @returns null where it is gone by now */
  async change(id: CalendarConnectionId, set: Partial<Connection>): Promise<Connection | null> {
    return CalendarConnectionModel.findOneAndUpdate({ _id: id }, { $set: set } as never, {
      new: true,
      projection: WITHOUT_BUSY,
    }).lean<Connection>();
  },
  /** Of several who would read it one may. */
  async takeDue(id: CalendarConnectionId, now: Date, until: Date): Promise<Connection | null> {
    const change = { $set: { nextReadAt: until } };
    return CalendarConnectionModel.findOneAndUpdate({ _id: id, nextReadAt: { $lte: now } }, change, {
      new: true,
      projection: WITHOUT_BUSY,
    }).lean<Connection>();
  },
  async remove(id: CalendarConnectionId): Promise<boolean> {
    return (await CalendarConnectionModel.deleteOne({ _id: id })).deletedCount === 1;
  },
};
