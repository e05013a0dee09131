import type { MailId, MailStatus, MailTopic, PersonId } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { MailMessageModel, type MailMessageRow } from './mail-message.model.ts';

export interface MailLogQuery {
  readonly status?: MailStatus | undefined;
  readonly topic?: MailTopic | undefined;
  readonly address?: string | undefined;
  readonly personId?: PersonId | undefined;
  readonly cursor?: MailId | undefined;
  readonly limit: number;
}

const LISTED = { to: 1, subject: 1, topic: 1, status: 1, createdAt: 1, sentAt: 1, history: 1 } as const;
export type MailLogRow = Pick<MailMessageRow, '_id' | keyof typeof LISTED>;
export type MailCopyRow = MailLogRow & Pick<MailMessageRow, 'html' | 'text'>;

/** Mail to a team, such as the links by which its members come in again, is in no log: whoever read it could be them. */
const TO_PEOPLE = { personId: { $type: 'string' } } as const;

/** Mails to people of the current tenant, newest first; one more than the limit where there are more. */
export const listMailLog = ({ status, topic, address, personId, cursor, limit }: MailLogQuery): Promise<MailLogRow[]> =>
  findRows(
    MailMessageModel,
    {
      ...(personId === undefined ? TO_PEOPLE : { personId }),
      ...(status !== undefined && { status }),
      ...(topic !== undefined && { topic }),
      ...(address !== undefined && { 'to.address': address }),
      ...(cursor !== undefined && { _id: { $lt: cursor } }),
    },
    { projection: LISTED, sort: { _id: -1 }, limit: limit + 1 },
  );

/** One of them; null where it is not there, or not to this person. */
export const findMailCopy = (id: MailId, personId?: PersonId): Promise<MailCopyRow | null> =>
  MailMessageModel.findOne(
    { _id: id, ...(personId === undefined ? TO_PEOPLE : { personId }) },
    { ...LISTED, html: 1, text: 1 },
  ).lean<MailCopyRow | null>();
