import type { EngagementKind, EngagementReason, EngagementVerdict } from '@stageline/contracts';

/** One request that a mail brought, as it came. Times are milliseconds. */
export interface EngagementEvent {
  readonly kind: EngagementKind;
  readonly at: number;
  readonly method: string;
  /** Empty where none was sent. */
  readonly userAgent: string;
  readonly network: string | null;
  /** Which of the mail's links; null for a picture. */
  readonly link: number | null;
}
export interface EngagementMail {
  /** When servers said that they have it: ours handed it over, theirs delivered it. */
  readonly arrivals: readonly number[];
  /** Different links that are measured. */
  readonly links: number;
}
export interface Judgement {
  readonly verdict: EngagementVerdict;
  readonly reason: EngagementReason;
}

/** Nobody opens a mail and follows a link of it sooner than this after it came. */
export const TOO_SOON_MS = 5000;
/** Several links within this time are no reading. */
export const BURST_MS = 2000;
const BURST_LINKS = 3;
/** A scanner that comes from many addresses is done with a mail within this time. */
const BESIDE_TRAP_MS = 10_000;

/** What fetches for somebody else and says so: mail gateways, link checkers, libraries, robots. */
const SCANNERS =
  /bot\b|bot\/|crawl|spider|slurp|scan|preview|fetch|monitor|headless|phantom|selenium|puppeteer|playwright|curl|wget|python|ruby|perl|php\/|go-http|java\/|okhttp|axios|node|libwww|httpclient|http\.rb|guzzle|urllib|safelinks|proofpoint|barracuda|mimecast|symantec|messagelabs|forcepoint|fireeye|trellix|zscaler|sophos|trendmicro|bitdefender|cisco|ironport|fortinet|facebookexternalhit|whatsapp|telegram|slack|discord|skype|bingpreview|msoffice existence discovery|microsoft office existence/i;
/** Gmail, Yahoo and others fetch pictures for their readers, mostly when somebody looks and sometimes when nobody does. */
const PICTURE_PROXIES = /GoogleImageProxy|YahooMailProxy|ImageProxy|ymail/i;
/** Apple's Mail Privacy Protection fetches every picture of every mail, and calls itself this and no more. */
const PREFETCH = /^Mozilla\/5\.0$/i;
/** Browsers, and mail programs on computers and telephones. */
const FAMILIAR = /^Mozilla\/\d|^Opera\/|Outlook|Thunderbird|AppleMail|^Mail\/|CFNetwork/i;

const judged = (verdict: EngagementVerdict, reason: EngagementReason): Judgement => ({ verdict, reason });

/** What a request tells by itself. */
function byItself({ kind, method, userAgent }: EngagementEvent): Judgement | null {
  const agent = userAgent.trim();
  if (kind === 'trap') return judged('bot', 'trap');
  if (method === 'HEAD') return judged('bot', 'head');
  if (agent === '') return judged('bot', 'no-program');
  if (PICTURE_PROXIES.test(agent)) return kind === 'open' ? null : judged('bot', 'scanner');
  if (PREFETCH.test(agent)) return judged('bot', 'prefetch');
  return SCANNERS.test(agent) ? judged('bot', 'scanner') : null;
}

const isSameProgram = (a: EngagementEvent, b: EngagementEvent): boolean =>
  a.network !== null && a.network === b.network && a.userAgent === b.userAgent;

/** Before anybody says that the mail is there, or in the first seconds after. */
function isTooSoon({ at }: EngagementEvent, { arrivals }: EngagementMail): boolean {
  if (arrivals.length === 0) return false;
  return at < Math.min(...arrivals) || arrivals.some((arrival) => at >= arrival && at - arrival < TOO_SOON_MS);
}

/** The clicks on several links within seconds: all of the mail, or three. A link alone is never a burst. */
function burstOf({ links }: EngagementMail, all: readonly EngagementEvent[]): ReadonlySet<EngagementEvent> {
  const burst = new Set<EngagementEvent>();
  if (links < 2) return burst;
  const clicks = all.filter(({ kind }) => kind === 'click').toSorted((a, b) => a.at - b.at);
  clicks.forEach(({ at }, first) => {
    const beyond = clicks.findIndex((click, index) => index > first && click.at - at > BURST_MS);
    const together = clicks.slice(first, beyond === -1 ? undefined : beyond);
    if (new Set(together.map(({ link }) => link)).size < Math.min(links, BURST_LINKS)) return;
    for (const click of together) burst.add(click);
  });
  return burst;
}

/** What all that a mail brought has in common, looked at once. */
interface Whole {
  readonly mail: EngagementMail;
  readonly traps: readonly EngagementEvent[];
  readonly burst: ReadonlySet<EngagementEvent>;
}

function judgeOne(event: EngagementEvent, { mail, traps, burst }: Whole): Judgement {
  const known = byItself(event);
  if (known !== null) return known;
  if (traps.some((trap) => isSameProgram(event, trap) || Math.abs(event.at - trap.at) <= BESIDE_TRAP_MS))
    return judged('bot', 'beside-trap');
  if (isTooSoon(event, mail)) return judged('bot', 'too-soon');
  if (burst.has(event) || [...burst].some((click) => isSameProgram(event, click))) return judged('bot', 'burst');
  if (PICTURE_PROXIES.test(event.userAgent)) return judged('unknown', 'picture-proxy');
  return FAMILIAR.test(event.userAgent) ? judged('human', 'browser') : judged('unknown', 'unfamiliar');
}

/**
 * Says of everything that one mail brought whether a human did it, and why (B-12). What comes later may change what was said
 * before: a trap that a scanner falls into makes robots of all that it did. @returns in the order of `events`
 */
export function judgeEngagement(mail: EngagementMail, events: readonly EngagementEvent[]): Judgement[] {
  const whole = { mail, traps: events.filter(({ kind }) => kind === 'trap'), burst: burstOf(mail, events) };
  const first = events.map((event) => judgeOne(event, whole));
  const clicks = events.filter(({ kind }, at) => kind === 'click' && first[at]!.verdict === 'human');
  return first.map((one, at) => {
    const { kind, at: opened } = events[at]!;
    const isProved = kind === 'open' && one.verdict === 'unknown' && clicks.some((click) => click.at >= opened);
    return isProved ? judged('human', 'with-click') : one;
  });
}
