import type { MailSenderId, SenderRecord, SenderState } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { MailSenderModel, type MailSenderRow } from './mail-sender.model.ts';

export interface MailSender {
  readonly id: MailSenderId;
  readonly address: string;
  readonly domain: string;
  readonly selector: string;
  readonly publicKey: string;
  readonly sealedKey: string;
  readonly state: SenderState;
  readonly records: readonly SenderRecord[];
  readonly attempts: number;
  readonly lookingSince: Date;
  readonly lastCheckedAt: Date | null;
  readonly nextCheckAt: Date | null;
  readonly createdAt: Date;
}
type Change = Partial<Omit<MailSender, 'id' | 'domain' | 'selector' | 'publicKey' | 'sealedKey' | 'createdAt'>>;

const KEY = { key: 'own' } as const;

/** The own sender of the current tenant. */
export const mailSendersRepository = {
  find: async (): Promise<MailSender | null> => orNull(await MailSenderModel.findOne(KEY).lean()),
  /** In the place of the one that was. */
  async replace({ id, ...sender }: MailSender): Promise<void> {
    await MailSenderModel.deleteMany(KEY);
    await bulkInsert(MailSenderModel, [{ _id: id, ...KEY, ...sender } as never]);
  },
  /** @returns null where it was replaced or taken away meanwhile, or somebody else has seen a change first */
  async update({ id, state }: MailSender, change: Change): Promise<MailSender | null> {
    const own = { ...KEY, _id: id, state };
    return orNull(await MailSenderModel.findOneAndUpdate(own, { $set: change }, { new: true }).lean());
  },
  /** Of several who would look at it one may. */
  async takeDue(now: Date, until: Date): Promise<MailSender | null> {
    const due = { ...KEY, nextCheckAt: { $lte: now } };
    return orNull(await MailSenderModel.findOneAndUpdate(due, { $set: { nextCheckAt: until } }, { new: true }).lean());
  },
  remove: async (): Promise<MailSender | null> => orNull(await MailSenderModel.findOneAndDelete(KEY).lean()),
};

function orNull(row: MailSenderRow | null): MailSender | null {
  if (row === null) return null;
  const { _id, address, domain, selector, publicKey, sealedKey, state, attempts, lookingSince, createdAt } = row;
  const records = row.records.map(({ kind, name, expected, found, status, fault }) => ({
    kind,
    name,
    expected,
    found: [...found],
    status,
    fault: fault ?? null,
  }));
  const kept = { address, domain, selector, publicKey, sealedKey, state, attempts, lookingSince, createdAt, records };
  const { lastCheckedAt = null, nextCheckAt = null } = row;
  return { id: _id as MailSenderId, ...kept, lastCheckedAt, nextCheckAt };
}
