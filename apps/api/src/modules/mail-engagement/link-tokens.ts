import { timingSafeEqual } from 'node:crypto';
import type { MailId, TenantId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

/** 128 bits: nobody guesses one, and a line of a mail has room for it. */
const SIGNATURE_LENGTH = 22;
const TOKEN = /^([0-9a-z]{26})\.([\w-]{22})$/;

/** What a token stands for: a link of a mail, its picture, or the link that nobody sees. */
export type Marked = { readonly link: string } | 'picture' | 'trap';

/**
 * The secrets by which a mail's links and its picture are known. A token names the mail and signs what it stands for: the address
 * is that of the mail itself, so none of ours ever leads where no mail of the site did.
 */
export interface LinkTokens {
  tokenFor(tenantId: TenantId, mailId: MailId, marked: Marked): string;
  /** The mail that a token names; null for what is none of ours. It says nothing before `matches` does. */
  mailOf(token: string): MailId | null;
  matches(tenantId: TenantId, token: string, marked: Marked): boolean;
}

export function createLinkTokens(signer: Signer): LinkTokens {
  const payloadOf = (mailId: MailId, marked: Marked) =>
    typeof marked === 'string' ? `${marked} ${mailId}` : `link ${mailId} ${marked.link}`;
  function tokenFor(tenantId: TenantId, mailId: MailId, marked: Marked): string {
    const signature = signer.sign(`mail engagement ${tenantId}`, payloadOf(mailId, marked));
    return `${mailId.slice('mai_'.length)}.${signature.slice(0, SIGNATURE_LENGTH)}`;
  }
  const mailOf = (token: string): MailId | null => {
    const [, id] = TOKEN.exec(token) ?? [];
    return id === undefined ? null : (`mai_${id}` as MailId);
  };
  return {
    tokenFor,
    mailOf,
    matches(tenantId, token, marked) {
      const mailId = mailOf(token);
      if (mailId === null) return false;
      return timingSafeEqual(Buffer.from(tokenFor(tenantId, mailId, marked)), Buffer.from(token));
    },
  };
}
