import {
  MAX_ENGAGEMENTS,
  type EngagementKind,
  type EngagementReason,
  type EngagementVerdict,
  type MailId,
  type MailMeasuring,
  type PersonId,
} from '@stageline/contracts';
import type { Judgement } from '@stageline/domain';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { MailEngagementModel, MailMeasuringModel } from './mail-engagement.model.ts';

export interface EngagementRow {
  readonly _id: string;
  readonly mailId: MailId;
  readonly personId: PersonId;
  readonly kind: EngagementKind;
  readonly method: string;
  readonly link?: number;
  readonly url?: string;
  readonly userAgent: string;
  readonly network: string | null;
  readonly at: Date;
  readonly verdict: EngagementVerdict;
  readonly reason: EngagementReason;
  readonly judgeAt?: Date;
}
export interface HumanCount {
  readonly mailId: MailId;
  readonly kind: EngagementKind;
  readonly count: number;
}

const KEY = { key: 'mails' } as const;

/** What the mails of the current tenant brought. */
export const mailEngagementRepository = {
  async insert(row: Omit<EngagementRow, '_id'>): Promise<void> {
    await bulkInsert(MailEngagementModel, [{ _id: newId('men'), ...row } as never]);
  },

  /** Whether as much is known of a mail as is kept of one. From the index alone. */
  async isFull(mailId: MailId): Promise<boolean> {
    const known = await findRows(
      MailEngagementModel,
      { mailId },
      { projection: { _id: 0, mailId: 1 }, sort: { mailId: 1, at: 1 }, limit: MAX_ENGAGEMENTS },
    );
    return known.length >= MAX_ENGAGEMENTS;
  },

  /** Oldest first. Requests at the same time may have made it a few more than are kept. */
  ofMail: (mailId: MailId): Promise<EngagementRow[]> =>
    findRows(
      MailEngagementModel,
      { mailId },
      { projection: { tenantId: 0 }, sort: { at: 1 }, limit: 2 * MAX_ENGAGEMENTS },
    ),

  /** Says the same of these. */
  async judge(ids: readonly string[], { verdict, reason }: Judgement): Promise<void> {
    await MailEngagementModel.updateMany({ _id: { $in: [...ids] } }, { $set: { verdict, reason } });
  },

  /** What was to be judged until then is. */
  async settle(mailId: MailId, until: Date): Promise<void> {
    await MailEngagementModel.updateMany({ mailId, judgeAt: { $lte: until } }, { $unset: { judgeAt: 1 } });
  },

  /** What humans did with these mails. */
  humanCounts: (mailIds: readonly MailId[]): Promise<HumanCount[]> =>
    MailEngagementModel.aggregate<HumanCount>([
      { $match: { mailId: { $in: [...mailIds] }, verdict: 'human' } },
      { $group: { _id: { mailId: '$mailId', kind: '$kind' }, count: { $sum: 1 } } },
      { $project: { _id: 0, mailId: '$_id.mailId', kind: '$_id.kind', count: 1 } },
    ]),
};

/** What the current tenant has measured of its mails. */
export const mailMeasuringRepository = {
  async read(): Promise<MailMeasuring> {
    return (
      (await MailMeasuringModel.findOne(KEY, { _id: 0, measuring: 1 }).lean<{ measuring: MailMeasuring }>())
        ?.measuring ?? 'off'
    );
  },
  async write(measuring: MailMeasuring): Promise<void> {
    await retryUpsert(() =>
      MailMeasuringModel.updateOne(KEY, { $set: { measuring }, $setOnInsert: { _id: newId('men') } }, { upsert: true }),
    );
  },
};
