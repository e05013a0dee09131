import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import type { Locale, RegistrationSettings } from '@stageline/contracts';
import { REGISTRATION_NOTICE } from '@stageline/domain';

/** One text that somebody was shown, or agreed to. */
export interface ConsentText {
  readonly kind: 'notice' | 'consent';
  /** Of the words, so that the same words are the same version and other words are another. */
  readonly version: string;
  readonly locale: Locale;
  readonly text: string;
}

/** That somebody was shown a text or agreed to it: when, on which page, from where (B-10). */
export interface Consent {
  readonly kind: ConsentText['kind'];
  readonly version: string;
  readonly at: Date;
  /** Null for a registration that came from no page of ours. */
  readonly page: string | null;
  /** Network part of their address (`truncatedAddress`). */
  readonly ip: string | null;
}

const versionOf = (kind: string, locale: Locale, text: string): string =>
  createHash('sha256').update(`${kind}\0${locale}\0${text}`).digest('hex').slice(0, 16);

const textOf = (kind: ConsentText['kind'], locale: Locale, text: string): ConsentText => ({
  kind,
  version: versionOf(kind, locale, text),
  locale,
  text,
});

/** The texts that a form of the site shows in that language, the promoter's own as they wrote it. */
export function consentTexts(
  { consent }: Pick<RegistrationSettings, 'consent'>,
  promoterName: string,
  locale: Locale,
): { readonly notice: ConsentText; readonly consent: ConsentText | null } {
  return {
    notice: textOf(
      'notice',
      locale,
      REGISTRATION_NOTICE[locale].replace('{name}', () => promoterName),
    ),
    consent: consent === null ? null : textOf('consent', locale, consent.text),
  };
}

/**
 * The network of an address: what shows whence somebody came, and not which line it was. The last eight bits of IPv4 and the
 * last eighty of IPv6 are zero, as is usual for analytics in the EU; an IPv4 address that is mapped into IPv6 is cut as IPv4.
 */
export function truncatedAddress(ip: string): string | null {
  const plain = ip.startsWith('::ffff:') ? ip.slice('::ffff:'.length) : ip;
  if (isIPv4(plain)) return plain.replace(/\d+$/, '0');
  if (!isIPv6(plain)) return null;
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const network = [...before, ...zeros, ...after].slice(0, 3).map((part) => Number.parseInt(part, 16).toString(16));
  return `${network.join(':')}::`;
}
