import type { MailId, MailStatus, PersonId } from '@stageline/contracts';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { findRows } from '@stageline/tenancy';
import { MailMessageModel } from './mail-message.model.ts';

/** A mail as the timeline of its reader tells of it. */
export interface TimelineMail {
  readonly _id: MailId;
  readonly subject: string;
  readonly status: MailStatus;
  readonly createdAt: Date;
}

/** Mail to one person of the current tenant, newest first. */
export const mailOfPerson = (personId: PersonId, below: PageBound | null, limit: number): Promise<TimelineMail[]> =>
  findRows(
    MailMessageModel,
    { personId, ...rowsBelow('createdAt', below) },
    { projection: { subject: 1, status: 1, createdAt: 1 }, sort: { createdAt: -1, _id: -1 }, limit },
  );
