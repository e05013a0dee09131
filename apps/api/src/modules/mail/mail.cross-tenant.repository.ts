import type { MailId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { toMailbox, type KeptMail } from './mail.repository.ts';
import { MailMessageModel, type MailMessageRow } from './mail-message.model.ts';

const SUMMARY = { tenantId: 1, from: 1, to: 1, channel: 1, subject: 1, createdAt: 1, sentAt: 1 } as const;
/** A search without a match would walk the whole mailbox; a central administrator can narrow it instead. */
const SEARCH_LIMIT_MS = 2000;

export interface MailboxQuery {
  readonly cursor?: MailId | undefined;
  readonly limit: number;
  readonly search?: string | undefined;
}

/** The embedded mailbox over all tenants, for central administrators only. Newest first. */
export function listKeptMail(query: MailboxQuery): Promise<{ items: KeptMail[]; nextCursor: MailId | null }> {
  const pattern = query.search ? new RegExp(query.search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') : undefined;
  const filter = {
    kept: true,
    ...(query.cursor === undefined ? {} : { _id: { $lt: query.cursor } }),
    ...(pattern === undefined ? {} : { $or: [{ 'to.address': pattern }, { subject: pattern }] }),
  };
  return runAsSystem('central admin: the embedded mailbox', async () => {
    const rows = await MailMessageModel.find(filter, SUMMARY)
      .sort({ _id: -1 })
      .limit(query.limit + 1)
      .maxTimeMS(SEARCH_LIMIT_MS)
      .lean();
    const items = rows.slice(0, query.limit).map(toKept);
    return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  });
}

/**
 * Mails per tenant since an instant, and how many of them the transport rejected, for the central admin's list of sites.
 * Tenants without a mail are missing from the map.
 */
export function countMailByTenants(
  tenantIds: readonly TenantId[],
  since: Date,
): Promise<Map<TenantId, { mails: number; rejected: number }>> {
  return runAsSystem('central admin: mails per site', async () => {
    const rows = await MailMessageModel.aggregate<{ _id: TenantId; mails: number; rejected: number }>([
      { $match: { tenantId: { $in: [...tenantIds] }, createdAt: { $gte: since } } },
      {
        $group: {
          _id: '$tenantId',
          mails: { $sum: 1 },
          rejected: { $sum: { $cond: [{ $eq: ['$status', 'rejected'] }, 1, 0] } },
        },
      },
    ]);
    return new Map(rows.map(({ _id, mails, rejected }) => [_id, { mails, rejected }]));
  });
}

/** The next tenant behind this one, in the order of their ids, who has mail that is due; null at the end. */
export function nextDueTenant(after: TenantId | null, now: Date): Promise<TenantId | null> {
  return runAsSystem('mail is sent in turns', async () => {
    const row = await MailMessageModel.findOne(
      { ...(after !== null && { tenantId: { $gt: after } }), dueAt: { $lte: now }, status: 'queued' },
      { tenantId: 1 },
    )
      .sort({ tenantId: 1, dueAt: 1 })
      .lean();
    return row === null ? null : tenantOf(row);
  });
}

/** Whose mail it is; null where there is none of that id. */
export function findMailTenant(id: MailId): Promise<TenantId | null> {
  return runAsSystem('a mail provider tells of a mail', async () => {
    const row = await MailMessageModel.findOne({ _id: id }, { tenantId: 1 }).lean();
    return row === null ? null : tenantOf(row);
  });
}

/** One kept mail with both parts, or null. */
export function findKeptMail(id: MailId): Promise<(KeptMail & { html: string; text: string }) | null> {
  return runAsSystem('central admin: one mail of the embedded mailbox', async () => {
    const row = await MailMessageModel.findOne({ _id: id, kept: true }, { ...SUMMARY, html: 1, text: 1 }).lean();
    return row === null ? null : { ...toKept(row), html: row.html, text: row.text };
  });
}

type Summary = Pick<MailMessageRow, '_id' | 'from' | 'to' | 'channel' | 'subject' | 'createdAt' | 'sentAt'>;

function toKept(row: Summary): KeptMail {
  const { _id, from, to, channel, subject, createdAt, sentAt = null } = row;
  return {
    id: _id as MailId,
    tenantId: tenantOf(row),
    from: toMailbox(from),
    to: toMailbox(to),
    channel: channel ?? 'email',
    subject,
    createdAt,
    sentAt,
  };
}
