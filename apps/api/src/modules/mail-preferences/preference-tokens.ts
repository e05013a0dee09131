import { MailTopic, PersonId, type TenantId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

/** Whose mail a link is about. It names no address, only its hash. */
export interface Recipient {
  readonly topic: MailTopic;
  readonly hash: string;
  /** Of the site's people, where the mail was written to one. */
  readonly personId: PersonId | null;
}

/** The secrets of the links in mails by which a reader says what they want: signed for one tenant, address and topic. */
export interface PreferenceTokens {
  tokenFor(tenantId: TenantId, recipient: Recipient): string;
  /** Null for what is not ours, was changed, or belongs to another tenant. */
  read(tenantId: TenantId, token: string): Recipient | null;
}

export function createPreferenceTokens(signer: Signer): PreferenceTokens {
  const purposeOf = (tenantId: TenantId) => `mail preferences ${tenantId}`;
  return {
    tokenFor(tenantId, { topic, hash, personId }) {
      const payload = [topic, hash, personId ?? ''].join('.');
      return `${payload}.${signer.sign(purposeOf(tenantId), payload)}`;
    },
    read(tenantId, token) {
      const [topic, hash = '', person = '', signature = '', ...rest] = token.split('.');
      const known = MailTopic.safeParse(topic);
      if (!known.success || rest.length > 0) return null;
      if (!signer.verify(purposeOf(tenantId), [topic, hash, person].join('.'), signature)) return null;
      return { topic: known.data, hash, personId: person === '' ? null : PersonId.parse(person) };
    },
  };
}
