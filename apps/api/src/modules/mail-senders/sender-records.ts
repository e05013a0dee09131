import type { SenderFault, SenderRecord } from '@stageline/contracts';
import { registrableDomain, type DnsAnswer, type DnsLookup } from '../domains/index.ts';

/** What has to be found in the DNS before mail of a domain is signed. */
export interface SenderClaim {
  readonly domain: string;
  readonly selector: string;
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly publicKey: string;
}

const MAX_SHOWN = 5;
const MAX_SHOWN_CHARS = 500;

/** The TXT record of a key (RFC 6376, 3.6.1). */
const dkimRecord = (publicKey: string): string => `v=DKIM1; k=rsa; p=${publicKey}`;
/** The weakest policy: it changes nothing and lets mailboxes see that somebody cares (RFC 7489, 6.3). */
const DMARC_TO_BEGIN_WITH = 'v=DMARC1; p=none';

const wanted = ({ domain, selector, publicKey }: SenderClaim) =>
  [
    { kind: 'dkim', name: `${selector}._domainkey.${domain}`, expected: dkimRecord(publicKey) },
    { kind: 'dmarc', name: `_dmarc.${domain}`, expected: DMARC_TO_BEGIN_WITH },
  ] as const;

/** What is to be entered, before anybody has looked. */
export const expectedRecords = (claim: SenderClaim): SenderRecord[] =>
  wanted(claim).map((record) => ({ ...record, found: [], status: 'waiting', fault: null }));

/**
 * Looks at the records of a sender. Mail keeps the platform's address in its envelope, so that bounces come to us and SPF is ours
 * to pass; the signature alone aligns it with the From address (RFC 7489, 3.1.1), so no SPF record is asked for.
 */
export async function lookAtRecords(claim: SenderClaim, lookup: DnsLookup): Promise<SenderRecord[]> {
  const session = lookup.open();
  const [dkim, dmarc] = wanted(claim);
  const organisation = registrableDomain(claim.domain);
  const [key, policy, parent] = await Promise.all([
    session.txt(dkim.name),
    session.txt(dmarc.name),
    organisation === claim.domain ? null : session.txt(`_dmarc.${organisation}`),
  ]);
  const own = textsOf(policy, /^v=DMARC1\b/i);
  // RFC 7489, 6.6.3: the policy of the organisation holds where a name has none.
  const answer = own.length === 0 && parent !== null ? parent : policy;
  return [
    judged(dkim, textsOf(key, /\bp=/i), key, (texts) => faultOfKey(texts, claim.publicKey)),
    judged(dmarc, textsOf(answer, /^v=DMARC1\b/i), answer, (texts) => (texts.length > 1 ? 'several' : null)),
  ];
}

const textsOf = (answer: DnsAnswer<string>, kind: RegExp): string[] =>
  answer.kind === 'found' ? answer.values.filter((text) => kind.test(text)) : [];

function judged(
  record: Pick<SenderRecord, 'kind' | 'name' | 'expected'>,
  texts: readonly string[],
  answer: DnsAnswer<string>,
  faultOf: (texts: readonly string[]) => SenderFault | null,
): SenderRecord {
  const found = texts.slice(0, MAX_SHOWN).map((text) => text.slice(0, MAX_SHOWN_CHARS));
  if (answer.kind === 'unknown') return { ...record, found, status: 'unknown', fault: 'no-answer' };
  if (texts.length === 0) return { ...record, found, status: 'missing', fault: 'missing' };
  const fault = faultOf(texts);
  return { ...record, found, status: fault === null ? 'ok' : 'wrong', fault };
}

/** Which of several keys a mailbox takes is not said (RFC 6376, 3.6.2.2). */
function faultOfKey(texts: readonly string[], publicKey: string): SenderFault | null {
  if (texts.length > 1) return 'several';
  const [, value = ''] = /\bp=([^;]*)/i.exec(texts[0]!) ?? [];
  const key = value.replace(/\s+/g, '');
  if (key === publicKey) return null;
  if (key === '') return 'revoked';
  return publicKey.startsWith(key) ? 'cut-off' : 'other-key';
}
