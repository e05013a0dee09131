import type { MailCopy, MailEngagement, MailId, MailLogEntry, MailStatus } from '@stageline/contracts';
import type { MailCopyRow, MailLogRow } from './mail-log.repository.ts';

/** What humans did with a mail. */
export type Humans = Pick<MailLogEntry, 'opens' | 'clicks'>;
const NOBODY: Humans = { opens: 0, clicks: 0 };

export function presentLogged(row: MailLogRow, humans: Humans = NOBODY): MailLogEntry {
  const { _id, to, subject, topic, status, createdAt } = row;
  const steps = row.history ?? [];
  const last = steps.findLast((step) => step.status === status)?.at ?? row.sentAt ?? createdAt;
  return {
    id: _id as MailId,
    to: { name: to.name ?? null, address: to.address },
    subject,
    topic: topic ?? 'necessary',
    status,
    createdAt: createdAt.toISOString(),
    statusAt: last.toISOString(),
    ...humans,
  };
}

export function presentCopy(row: MailCopyRow, engagement: readonly MailEngagement[]): MailCopy {
  const byHumans = (of: MailEngagement['kind']) =>
    engagement.filter(({ kind, verdict }) => kind === of && verdict === 'human').length;
  return {
    ...presentLogged(row, { opens: byHumans('open'), clicks: byHumans('click') }),
    html: withoutSecrets(row.html),
    text: withoutSecrets(row.text),
    history: (row.history ?? []).map(({ status, at, detail }) => ({
      status: status as MailStatus,
      at: at.toISOString(),
      detail: detail ?? null,
    })),
    engagement: engagement.map((one) => ({ ...one, url: one.url === null ? null : withoutSecrets(one.url) })),
  };
}

/** Whoever reads a copy may not go through the doors that were opened for somebody else: what is long in an address is a secret. */
export const withoutSecrets = (text: string): string =>
  text.replace(/\bhttps?:\/\/[^\s"'<>]+/gi, (address) =>
    /^https?:\/\/[^/]+\/media\//i.test(address) ? address : address.replace(/[\w.~%=+-]{20,}/g, secretOf),
  );

/** The host stays: it is no secret, and may be long. */
const secretOf = (part: string, at: number, address: string): string => (isHost(address, at) ? part : '…');
const isHost = (address: string, at: number): boolean => address.lastIndexOf('/', at) <= address.indexOf('//') + 1;
