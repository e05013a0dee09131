import type { Answer, DnsSession } from './dns-lookup.ts';
import { registrableDomain } from './domain-name.ts';

/** One record that mailboxes look at before they believe a sender. */
export interface SenderCheck {
  readonly label: 'SPF' | 'DKIM' | 'DMARC';
  readonly status: 'ok' | 'problem' | 'unknown' | 'off';
  readonly value: string;
  readonly nextStep: string | null;
}

const NO_ANSWER = 'The name servers did not answer.';

/**
 * What the DNS says about a sender's domain. Our mails carry the From domain in the envelope, too, so SPF and DKIM are aligned
 * with it (RFC 7489, 3.1) as soon as they pass.
 */
export async function senderChecks(
  session: DnsSession,
  domain: string,
  dkimSelector: string | undefined,
): Promise<SenderCheck[]> {
  const organisation = registrableDomain(domain);
  const [spf, dkim, own, parent] = await Promise.all([
    session.txt(domain),
    dkimSelector === undefined ? null : session.txt(`${dkimSelector}._domainkey.${domain}`),
    session.txt(`_dmarc.${domain}`),
    organisation === domain ? null : session.txt(`_dmarc.${organisation}`),
  ]);
  return [spfCheck(domain, spf), dkimCheck(domain, dkimSelector, dkim), dmarcCheck(domain, own, parent)];
}

const textsOf = (answer: Answer<string> | null, begin: RegExp): string[] =>
  answer?.kind === 'found' ? answer.values.filter((text) => begin.test(text)) : [];

function spfCheck(domain: string, answer: Answer<string>): SenderCheck {
  const label = 'SPF';
  if (answer.kind === 'unknown') return { label, status: 'unknown', value: NO_ANSWER, nextStep: null };
  const [record, second] = textsOf(answer, /^v=spf1(?:\s|$)/i);
  const problem = (value: string, nextStep: string) => ({ label, status: 'problem', value, nextStep }) as const;
  if (record === undefined)
    return problem('missing', `Add a TXT record at ${domain} that begins with v=spf1 and names your mail server.`);
  // RFC 7208, 4.5: two records are an error, and mailboxes then believe neither.
  if (second !== undefined) return problem('two records', `Merge the two SPF records of ${domain} into one.`);
  if (/[\s+]\+?all\b/i.test(record.replace(/[~?-]all/gi, '')))
    return problem(record, `End the SPF record of ${domain} with ~all or -all: now it allows everybody.`);
  return { label, status: 'ok', value: record, nextStep: null };
}

function dkimCheck(domain: string, selector: string | undefined, answer: Answer<string> | null): SenderCheck {
  const label = 'DKIM';
  if (selector === undefined || answer === null)
    return { label, status: 'off', value: 'not set up (no selector is configured)', nextStep: null };
  if (answer.kind === 'unknown') return { label, status: 'unknown', value: NO_ANSWER, nextStep: null };
  const [record] = textsOf(answer, /\bp=/i);
  const name = `${selector}._domainkey.${domain}`;
  const nextStep = `Publish the DKIM key of your mail server as a TXT record at ${name}.`;
  if (record === undefined) return { label, status: 'problem', value: 'missing', nextStep };
  // An empty key is how one is taken back (RFC 6376, 3.6.1).
  if (/\bp=\s*(?:;|$)/i.test(record)) return { label, status: 'problem', value: 'the key was revoked', nextStep };
  return { label, status: 'ok', value: `key at ${name}`, nextStep: null };
}

function dmarcCheck(domain: string, own: Answer<string>, parent: Answer<string> | null): SenderCheck {
  const label = 'DMARC';
  const [record] = [...textsOf(own, /^v=DMARC1/i), ...textsOf(parent, /^v=DMARC1/i)];
  if (record !== undefined) {
    const policy = /\bp=\s*(\w+)/i.exec(record)?.[1]?.toLowerCase();
    return { label, status: 'ok', value: `policy ${policy ?? 'none'}`, nextStep: null };
  }
  if (own.kind === 'unknown' || parent?.kind === 'unknown')
    return { label, status: 'unknown', value: NO_ANSWER, nextStep: null };
  const nextStep = `Add a TXT record at _dmarc.${domain} with v=DMARC1; p=none to begin with.`;
  return { label, status: 'problem', value: 'missing', nextStep };
}
