import { isIP } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';
import { ProblemError } from '@stageline/contracts';
import { parse } from 'tldts';

/** A domain that a site may have. */
export interface DomainName {
  /** The A-label form, lower-case, without a dot at its end. */
  readonly host: string;
  /** The part that was registered, `example.com` of `learn.example.com`; the same as `host` at the top of a domain. */
  readonly zone: string;
}

/** Names that no public authority issues a certificate for (RFC 6761, RFC 7686, RFC 9476). */
const LOCAL_ENDS = new Set([
  'localhost',
  'local',
  'internal',
  'intranet',
  'home',
  'lan',
  'onion',
  'arpa',
  'invalid',
  'alt',
]);
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** `_stageline.` has to fit in front. */
const MAX_LENGTH = 253 - '_stageline.'.length;

/** Where the ownership of a host is proved. */
export const ownershipName = (host: string): string => `_stageline.${host}`;

/** The registered part of a host, as certificates are counted by; the host itself where there is none. */
export const registrableDomain = (host: string): string => parse(host, { allowPrivateDomains: true }).domain ?? host;

/**
 * Reads what a promoter typed or pasted. Forgiving about `https://` before it and a slash behind it, strict about the name.
 * @param platformHosts names of the platform (without ports): they, what lies under them and what they lie under are refused
 * @throws ProblemError `validation-failed` at `/host`, in plain words
 */
export function parseDomainName(text: string, platformHosts: readonly string[]): DomainName {
  const typed = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
    .replace(/\.$/, '');
  if (typed.startsWith('*')) throw refusal('A wildcard cannot be connected. Add each name on its own.');
  // A site answers on the whole of a domain: to drop the path silently would promise something else.
  if (typed.includes('/')) throw refusal('A domain has no path. Please leave out what follows the name.');
  if (isAddress(typed)) throw refusal('That is an address. Please give a name such as learn.example.com.');
  if (/[:@?#\s]/.test(typed)) throw refusal('Only the name, please: learn.example.com.');
  const host = domainToASCII(typed.normalize('NFC'));
  const labels = host.split('.');
  if (host.length > MAX_LENGTH) throw refusal('That name is too long.');
  if (isAddress(host)) throw refusal('That is an address. Please give a name such as learn.example.com.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || labels.some(isBrokenPunycode))
    throw refusal('That is no domain name. Please give one such as learn.example.com.');
  if (platformHosts.some((platform) => isRelated(host, platform)))
    throw refusal('That name belongs to the platform. Your address here works without being added.');
  if (platformHosts.some((platform) => looksLike(host, platform)))
    throw refusal('That name looks like one of the platform’s own and cannot be connected.');
  if (LOCAL_ENDS.has(labels.at(-1) ?? '')) throw refusal('That name only exists in a local network.');
  const { domain } = parse(host, { allowPrivateDomains: true });
  if (domain === null)
    throw refusal('Under that ending anybody can register names. Please give the name that you registered.');
  return { host, zone: domain };
}

const refusal = (message: string) =>
  new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/host', message }] });

/** A label that says it is encoded and cannot be decoded (RFC 5891, 4.2.3.2): it comes back from decoding as it went in. */
const isBrokenPunycode = (label: string): boolean => label.startsWith('xn--') && domainToUnicode(label) === label;

/** Also addresses in other notations, which some programs read as one (`0x7f.1`, `[::1]`). */
const isAddress = (text: string): boolean =>
  isIP(text.replace(/^\[|\]$/g, '')) !== 0 || /^(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*$/i.test(text);

const isRelated = (host: string, platform: string): boolean =>
  host === platform || host.endsWith(`.${platform}`) || platform.endsWith(`.${host}`);

/** Letters that are drawn like a Latin one; enough to see through a copy of one known name. */
const DRAWN_ALIKE: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['a', 'аαɑ'],
    ['b', 'ь'],
    ['c', 'сϲ'],
    ['d', 'ԁ'],
    ['e', 'еҽ'],
    ['g', 'ɡցğģ'],
    ['h', 'һ'],
    ['i', 'іιı1l|ӏ'],
    ['j', 'ј'],
    ['k', 'κк'],
    ['m', 'м'],
    ['n', 'ոո'],
    ['o', 'оοօ0'],
    ['p', 'рρ'],
    ['q', 'ԛ'],
    ['s', 'ѕ5'],
    ['t', 'тτ'],
    ['u', 'υս'],
    ['v', 'νѵ'],
    ['w', 'ԝω'],
    ['x', 'хχ'],
    ['y', 'уγ'],
  ].flatMap(([latin, others]) => [...others!].map((letter) => [letter, latin!])),
);

/** What is left of a name for a hurried eye. */
const skeleton = (host: string): string =>
  [...domainToUnicode(host).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()]
    .map((letter) => DRAWN_ALIKE[letter] ?? letter)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');

function looksLike(host: string, platform: string): boolean {
  const [mine, theirs] = [skeleton(host), skeleton(platform)];
  return mine === theirs || mine.endsWith(`.${theirs}`);
}

/** How a host is shown to people: in its own letters where they are of one script, as it is otherwise. */
export function displayName(host: string): string {
  const shown = domainToUnicode(host);
  const labels = shown.split('.');
  return labels.every(isOfOneScript) ? shown : host;
}

const SCRIPTS = [
  /^[\p{Script=Latin}\p{N}-]+$/u,
  /^[\p{Script=Cyrillic}\p{N}-]+$/u,
  /^[\p{Script=Greek}\p{N}-]+$/u,
  /^[\p{Script=Arabic}\p{N}-]+$/u,
  /^[\p{Script=Hebrew}\p{N}-]+$/u,
  /^[\p{Script=Devanagari}\p{N}-]+$/u,
  /^[\p{Script=Thai}\p{N}-]+$/u,
  /^[\p{Script=Hangul}\p{Script=Han}\p{N}-]+$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{N}-]+$/u,
];
const isOfOneScript = (label: string): boolean => SCRIPTS.some((script) => script.test(label));
