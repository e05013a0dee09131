import type { CaaRecord } from 'node:dns';
import type { RecordCheck } from '@stageline/contracts';
import { deliveryNetworkOf } from './cdn.ts';
import type { Answer, DnsLookup, DnsSession } from './dns-lookup.ts';
import { ownershipName } from './domain-name.ts';

/** Where the platform is served. */
export interface EdgeOptions {
  /** The name that domains point to, without a port. */
  readonly host: string;
  /** Its addresses, where they are fixed; otherwise they are looked up. */
  readonly addresses: readonly string[];
  /** Authorities that issue for us, as CAA records name them; empty where certificates do not matter. */
  readonly caIssuers: readonly string[];
}

/** Whose domain is looked at. */
export interface DomainClaim {
  readonly host: string;
  readonly zone: string;
  readonly token: string;
}

/** What the DNS says about a domain. */
export interface Inspection {
  readonly records: readonly RecordCheck[];
  /** Whether the owner's proof was there; null when the name servers did not answer. */
  readonly owned: boolean | null;
  /** Whether the domain leads to us and nothing stands in the way of a certificate; null as above. */
  readonly pointing: boolean | null;
}

export interface DomainInspector {
  inspect(claim: DomainClaim): Promise<Inspection>;
  /** What is to be entered, before anybody has looked. */
  expectations(claim: DomainClaim): RecordCheck[];
}

const MAX_CHAIN = 8;
const MAX_SHOWN = 10;
const MAX_SHOWN_CHARS = 200;
const NO_ANSWER =
  'The name servers did not answer. That says nothing about your records; we will look again by ourselves.';

/** Everything that a name's addresses depend on. */
interface Route {
  /** The names that it leads through, itself not included. */
  readonly chain: readonly string[];
  readonly loops: boolean;
  readonly v4: Answer<string>;
  readonly v6: Answer<string>;
  /** Set when a step of the chain could not be asked. */
  readonly unknown: boolean;
}

/** A record before anybody has looked at it. */
type Wanted = Pick<RecordCheck, 'kind' | 'type' | 'name' | 'expected'>;

export const tokenText = (token: string): string => `stageline-verify=${token}`;

/** Compares what the DNS should say about a domain with what it says (A-07). */
export function createDomainInspector(edge: EdgeOptions, lookup: DnsLookup): DomainInspector {
  return {
    async inspect(claim) {
      const session = lookup.open();
      const [ownership, route, ours, caa] = await Promise.all([
        session.txt(ownershipName(claim.host)),
        routeOf(session, claim.host),
        edgeAddresses(session, edge),
        authorities(session, claim.host),
      ]);
      const records = [
        ownershipCheck(claim, ownership),
        addressCheck(claim, route, ours, edge),
        ipv6Check(claim, route, ours, edge),
        caaCheck(claim, caa, edge),
        proxyCheck(claim, route, edge),
      ];
      const [owner, ...way] = records as [RecordCheck, ...RecordCheck[]];
      return { records, owned: verdict([owner]), pointing: verdict(way) };
    },
    expectations: (claim) => [ownershipCheck(claim, null), addressCheck(claim, null, [], edge)],
  };
}

/** A record that is wrong settles it; an answer that is missing only leaves it open. */
function verdict(records: readonly RecordCheck[]): boolean | null {
  if (records.some(({ status }) => status === 'wrong' || status === 'missing')) return false;
  // Nobody's certificate waits for a CAA record that could not be asked: the authority asks for itself.
  return records.some(({ kind, status }) => status === 'unknown' && kind !== 'caa') ? null : true;
}

async function routeOf(session: DnsSession, host: string): Promise<Route> {
  const chain: string[] = [];
  let name = host;
  for (;;) {
    const answer = await session.cname(name);
    const next = answer.kind === 'found' ? lower(answer.values[0]!) : undefined;
    const ended = { chain, v4: { kind: 'none' }, v6: { kind: 'none' } } as const;
    if (next === undefined) {
      const [v4, v6] = await Promise.all([session.a(name), session.aaaa(name)]);
      return { chain, loops: false, v4, v6, unknown: answer.kind === 'unknown' && v4.kind === 'unknown' };
    }
    if (next === host || chain.includes(next) || chain.length >= MAX_CHAIN)
      return { ...ended, chain: [...chain, next], loops: true, unknown: false };
    chain.push(next);
    name = next;
  }
}

async function edgeAddresses(session: DnsSession, edge: EdgeOptions): Promise<readonly string[]> {
  if (edge.addresses.length > 0) return edge.addresses;
  const answers = await Promise.all([session.a(edge.host), session.aaaa(edge.host)]);
  return answers.flatMap((answer) => (answer.kind === 'found' ? answer.values : []));
}

/** The nearest CAA records at or above a name (RFC 8659, 3). */
async function authorities(session: DnsSession, host: string): Promise<Answer<CaaRecord> & { readonly at: string }> {
  const answer = await session.caa(host);
  const parent = host.slice(host.indexOf('.') + 1);
  if (answer.kind === 'none' && parent.includes('.')) return authorities(session, parent);
  return { ...answer, at: host };
}

function ownershipCheck({ host, token }: DomainClaim, answer: Answer<string> | null): RecordCheck {
  const wanted = tokenText(token);
  const base: Wanted = { kind: 'ownership', type: 'TXT', name: ownershipName(host), expected: [wanted] };
  const advice = 'Add this TXT record. It proves that the domain is yours.';
  if (answer === null) return { ...base, found: [], status: 'waiting', advice };
  if (answer.kind === 'unknown') return { ...base, found: [], status: 'unknown', advice: NO_ANSWER };
  if (answer.kind === 'none') return { ...base, found: [], status: 'missing', advice };
  const texts = answer.values.map((text) => text.trim());
  if (texts.includes(wanted))
    return { ...base, found: [wanted], status: 'ok', advice: 'Found. Keep it: we look at it again every day.' };
  const found = shown(texts);
  const isOther = texts.some((text) => text.startsWith('stageline-verify='));
  const wrong = isOther
    ? 'There is a proof for another connection of this domain. Replace it by the value shown here.'
    : 'There is another text at this name. Add this one beside it.';
  return { ...base, found, status: 'wrong', advice: wrong };
}

function addressCheck(
  { host, zone }: DomainClaim,
  route: Route | null,
  ours: readonly string[],
  edge: EdgeOptions,
): RecordCheck {
  const atTop = host === zone;
  const v4 = (edge.addresses.length > 0 ? edge.addresses : ours).filter((address) => !address.includes(':'));
  // At the top of a domain there can be no CNAME (RFC 1912, 2.4).
  const expected = atTop && v4.length > 0 ? v4 : [edge.host];
  const type = atTop && v4.length > 0 ? 'A' : 'CNAME';
  const base: Wanted = { kind: 'address', type, name: host, expected };
  const advice = atTop
    ? `Let the domain lead to us: an A record for each address, or an ALIAS (ANAME) to ${edge.host} where your provider has that.`
    : `Add this CNAME record. It sends visitors of ${host} to your site.`;
  if (route === null) return { ...base, found: [], status: 'waiting', advice };
  const addresses = [route.v4, route.v6].flatMap((answer) => (answer.kind === 'found' ? answer.values : []));
  const found = shown([...route.chain, ...addresses]);
  if (route.loops)
    return {
      ...base,
      found,
      status: 'wrong',
      advice: `These CNAME records lead in a circle. Point ${host} to ${edge.host} instead.`,
    };
  if (route.chain.includes(edge.host)) return { ...base, found, status: 'ok', advice: 'Leads to your site.' };
  const reached = route.v4.kind === 'found' ? route.v4.values : [];
  if (reached.length > 0 && reached.every((address) => ours.includes(address)))
    return { ...base, found, status: 'ok', advice: 'Leads to your site.' };
  if (route.unknown || route.v4.kind === 'unknown') return { ...base, found, status: 'unknown', advice: NO_ANSWER };
  if (found.length === 0) return { ...base, found, status: 'missing', advice };
  if (ours.length === 0) return { ...base, found, status: 'unknown', advice: NO_ANSWER };
  const partly = reached.some((address) => ours.includes(address));
  const wrong = partly
    ? 'One of the addresses is not ours, so some visitors end up elsewhere. Delete the others.'
    : `This leads elsewhere. ${atTop ? 'Replace it by what is shown here.' : `Replace it by a CNAME to ${edge.host}.`}`;
  return { ...base, found, status: 'wrong', advice: wrong };
}

/** An AAAA record that was forgotten sends everybody with IPv6 somewhere else, and the certificate's authority too. */
function ipv6Check({ host }: DomainClaim, route: Route, ours: readonly string[], edge: EdgeOptions): RecordCheck {
  const base: Wanted = { kind: 'ipv6', type: 'AAAA', name: host, expected: [] };
  const viaUs = route.chain.includes(edge.host);
  if (route.v6.kind === 'unknown' && !viaUs) return { ...base, found: [], status: 'unknown', advice: NO_ANSWER };
  const found = route.v6.kind === 'found' ? shown(route.v6.values) : [];
  const stray = viaUs ? [] : found.filter((address) => !ours.some((own) => sameAddress(own, address)));
  if (stray.length === 0) return { ...base, found, status: 'ok', advice: 'Nothing in the way.' };
  return {
    ...base,
    found: stray,
    status: 'wrong',
    advice: 'Delete this AAAA record: visitors with IPv6 are sent elsewhere, and no certificate can be issued.',
  };
}

function caaCheck(
  { host }: DomainClaim,
  answer: Answer<CaaRecord> & { readonly at: string },
  edge: EdgeOptions,
): RecordCheck {
  const base: Omit<Wanted, 'expected'> = { kind: 'caa', type: 'CAA', name: answer.kind === 'found' ? answer.at : host };
  const fine: Omit<RecordCheck, 'found'> = { ...base, expected: [], status: 'ok', advice: 'Nothing in the way.' };
  if (answer.kind === 'unknown') return { ...base, expected: [], found: [], status: 'unknown', advice: NO_ANSWER };
  if (answer.kind === 'none' || edge.caIssuers.length === 0) return { ...fine, found: [] };
  const issue = answer.values.flatMap((record) => (record.issue === undefined ? [] : [record.issue]));
  const found = shown(issue.map((value) => `0 issue "${value}"`));
  // A set without `issue` restricts nothing; an empty or `;` value forbids everybody.
  const allowed = issue.length === 0 || issue.some((value) => edge.caIssuers.includes(issuerOf(value)));
  if (allowed) return { ...fine, found };
  return {
    ...base,
    expected: edge.caIssuers.map((issuer) => `0 issue "${issuer}"`),
    found,
    status: 'wrong',
    advice: 'These records forbid our certificate authority. Add the one shown here beside them.',
  };
}

const issuerOf = (value: string): string => value.split(';')[0]!.trim().toLowerCase();

function proxyCheck({ host }: DomainClaim, route: Route, edge: EdgeOptions): RecordCheck {
  const addresses = [route.v4, route.v6].flatMap((answer) => (answer.kind === 'found' ? answer.values : []));
  const base: Wanted = { kind: 'proxy', type: 'A', name: host, expected: [] };
  const viaUs = route.chain.includes(edge.host);
  const network = viaUs ? null : deliveryNetworkOf(addresses, route.chain);
  if (network === null) return { ...base, found: [], status: 'ok', advice: 'No proxy seen.' };
  return {
    ...base,
    found: shown(addresses),
    status: 'wrong',
    advice: `This looks like ${network} standing in front. Switch its proxy off for this name ("DNS only"), so that visitors and the certificate reach us.`,
  };
}

const lower = (name: string): string => name.toLowerCase().replace(/\.$/, '');
const sameAddress = (left: string, right: string): boolean =>
  left === right || (left.includes(':') && right.includes(':') && expanded(left) === expanded(right));
const expanded = (address: string): string => new URL(`http://[${address}]`).hostname;

/** A zone may hold hundreds of long texts: as many as help, as long as they can be read. */
const shown = (values: readonly string[]): string[] =>
  values
    .slice(0, MAX_SHOWN)
    .map((value) => (value.length > MAX_SHOWN_CHARS ? `${value.slice(0, MAX_SHOWN_CHARS)}…` : value));
