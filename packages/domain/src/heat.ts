import type { HeatKind } from '@stageline/contracts';
import { isQuestion, mentionsPrice } from './chat-signs.ts';
import { unionMs } from './intervals.ts';

/**
 * How much interest somebody has shown, and by what: "heat with reasons" (requirements F). The whole formula is in this file.
 *
 * Everything that a person did is a sign: a kind, points, and when. Of one kind only so many points count (`HEAT_CAPS`), the
 * newest first. Points halve every seven days. The sum says how hot somebody is: 100 at most, hot from 40 and warm from 15.
 * No kind alone reaches 40, so nobody is hot for a single reason. What the team does is no sign: it shows our interest and
 * not theirs.
 *
 * All points halve alike, so of two people the hotter one stays the hotter one until either does something. What is stored
 * is therefore no number that has to be counted down but an instant: until when somebody is hot (`hotUntil`), in the past for
 * most. It orders people, and stays true.
 */
export const HEAT_VERSION = 1;

/** After so long a sign counts half. */
export const HEAT_HALF_LIFE_MS = 7 * 24 * 60 * 60_000;
export const HEAT_HOT = 40;
export const HEAT_WARM = 15;

/** The most points that signs of a kind count together. */
export const HEAT_CAPS: Readonly<Record<HeatKind, number>> = {
  attended: 30,
  'price-asked': 25,
  brought: 15,
  returned: 10,
  chat: 10,
  confirmed: 5,
  registered: 5,
};
/** Points of one sign. Who came to a masterclass gets the first of `attended`, the others by the share that they stayed. */
const POINTS = {
  registered: 5,
  confirmed: 5,
  came: 5,
  stayed: 25,
  returned: 5,
  price: 20,
  question: 4,
  message: 2,
  brought: 5,
};

/** What is known of one person. */
export interface HeatFacts {
  /** When they filled in the form themselves; null for whoever came out of a file. */
  readonly registeredAt: Date | null;
  /** Their place in the line, which they took when they proved their address; null where they have none. */
  readonly place: { readonly position: number; readonly at: Date } | null;
  readonly visits: readonly {
    readonly id: string;
    readonly sessionId: string;
    readonly from: Date;
    readonly to: Date | null;
  }[];
  /** What they wrote in rooms. */
  readonly messages: readonly {
    readonly id: string;
    readonly sessionId: string;
    readonly at: Date;
    readonly text: string;
  }[];
  /** When those took their places who came by their invitation. */
  readonly brought: readonly Date[];
}

/** When a masterclass began, and how long it took; until it has ended, how long it was planned for. */
export interface HeatSession {
  readonly startedAt: Date;
  readonly lengthMs: number;
}

/** An entry of the timeline of a lead. */
export interface HeatEntry {
  readonly kind: 'stage' | 'line' | 'attendance' | 'chat';
  readonly id: string;
}

/** One thing that somebody did. */
export interface HeatSign {
  readonly kind: HeatKind;
  readonly points: number;
  readonly at: Date;
  readonly entry: HeatEntry;
  readonly sessionId?: string;
  /** Of `attended`: how much of the masterclass, in whole per cent. */
  readonly percent?: number;
  /** Of what was written. */
  readonly text?: string;
  readonly isQuestion?: boolean;
}

/** Everything that somebody did and that counts, in no order. */
export function heatSigns(facts: HeatFacts, sessions: ReadonlyMap<string, HeatSession>, now: Date): HeatSign[] {
  const { registeredAt, place } = facts;
  const line: HeatEntry = { kind: 'line', id: `p${place?.position}` };
  return [
    ...(registeredAt === null
      ? []
      : [{ kind: 'registered', points: POINTS.registered, at: registeredAt, entry: FIRST_STAGE } as const]),
    ...(place === null ? [] : [{ kind: 'confirmed', points: POINTS.confirmed, at: place.at, entry: line } as const]),
    ...facts.brought.map((at) => ({ kind: 'brought', points: POINTS.brought, at, entry: line }) as const),
    ...visitSigns(facts.visits, sessions, now),
    ...facts.messages.map(messageSign),
  ];
}
const FIRST_STAGE: HeatEntry = { kind: 'stage', id: 's0000' };

/** A sign for how long they stayed in each masterclass, and one for each after the first. */
function visitSigns(visits: HeatFacts['visits'], sessions: ReadonlyMap<string, HeatSession>, now: Date): HeatSign[] {
  const bySession = Map.groupBy(visits, ({ sessionId }) => sessionId);
  const attended = [...bySession].map(([sessionId, own]) => {
    const spans = own.map(({ from, to }) => ({ from, to: to ?? now }));
    const lengthMs = sessions.get(sessionId)?.lengthMs ?? 0;
    const share = lengthMs <= 0 ? 0 : Math.min(1, unionMs(spans) / lengthMs);
    const last = own.reduce((a, b) => (b.from >= a.from ? b : a));
    return {
      sessionId,
      share,
      first: earliest(spans),
      at: latest(spans),
      entry: { kind: 'attendance', id: last.id } as const,
    };
  });
  const inOrder = attended.toSorted((a, b) => a.first.getTime() - b.first.getTime());
  return inOrder.flatMap(({ sessionId, share, first, at, entry }, index) => {
    const points = POINTS.came + POINTS.stayed * share;
    const stayed: HeatSign = { kind: 'attended', points, at, entry, sessionId, percent: Math.round(share * 100) };
    return index === 0
      ? [stayed]
      : [stayed, { kind: 'returned', points: POINTS.returned, at: first, entry, sessionId }];
  });
}
type Spans = readonly { readonly from: Date; readonly to: Date }[];
const earliest = (spans: Spans) => new Date(Math.min(...spans.map(({ from }) => from.getTime())));
const latest = (spans: Spans) => new Date(Math.max(...spans.map(({ to }) => to.getTime())));

function messageSign({ id, sessionId, at, text }: HeatFacts['messages'][number]): HeatSign {
  const asks = isQuestion(text);
  const said = { at, entry: { kind: 'chat', id }, sessionId, text, isQuestion: asks } as const;
  if (mentionsPrice(text)) return { kind: 'price-asked', points: POINTS.price, ...said };
  return { kind: 'chat', points: asks ? POINTS.question : POINTS.message, ...said };
}

/** A sign as far as it counts. */
export interface CountedSign extends HeatSign {
  /** At its own time, after the cap of its kind. */
  readonly counted: number;
}

/**
 * What of the signs counts: of each kind the newest up to its cap. No other choice counts more, today or ever, so that one more
 * sign, or a greater or newer one, never makes anybody colder.
 */
export function countedSigns(signs: readonly HeatSign[]): CountedSign[] {
  const left = { ...HEAT_CAPS };
  const newestFirst = signs.toSorted(
    (a, b) => b.at.getTime() - a.at.getTime() || b.points - a.points || (a.entry.id < b.entry.id ? 1 : -1),
  );
  return newestFirst.flatMap((sign) => {
    const counted = Math.min(sign.points, left[sign.kind]);
    left[sign.kind] -= counted;
    return counted <= 0 ? [] : [{ ...sign, counted }];
  });
}

/** Until when somebody with these signs is hot, if nothing else happens; null for whoever has shown nothing. */
export function hotUntil(counted: readonly CountedSign[]): Date | null {
  if (counted.length === 0) return null;
  const last = Math.max(...counted.map(({ at }) => at.getTime()));
  const sum = counted.reduce((total, sign) => total + faded(sign.counted, sign.at, last), 0);
  return new Date(Math.round(last + HEAT_HALF_LIFE_MS * Math.log2(sum / HEAT_HOT)));
}

/** What points of a time count at another, in milliseconds of the epoch. */
export const faded = (points: number, at: Date, now: number): number =>
  points * 2 ** ((at.getTime() - now) / HEAT_HALF_LIFE_MS);

/** How hot somebody is at a moment (milliseconds of the epoch), in points. */
export const heatPoints = (until: Date | null, now: number): number =>
  until === null ? 0 : faded(HEAT_HOT, until, now);

export type HeatBand = 'hot' | 'warm' | 'cold';
export const heatBand = (points: number): HeatBand =>
  points >= HEAT_HOT ? 'hot' : points >= HEAT_WARM ? 'warm' : 'cold';

/** Whoever is hot until later than this is in the band now, or in a hotter one. */
export const bandBegins = (band: Exclude<HeatBand, 'cold'>, now: Date): Date =>
  band === 'hot' ? now : new Date(now.getTime() - HEAT_HALF_LIFE_MS * Math.log2(HEAT_HOT / HEAT_WARM));

/** Everything of one kind, of one masterclass where it belongs to one. */
export interface HeatReason {
  readonly kind: HeatKind;
  /** What it counts now, whole; all reasons together add up to the points of the person. */
  readonly points: number;
  readonly count: number;
  /** The newest of them. */
  readonly sign: CountedSign;
}

/** Why, what counts most first; what counts nothing any more is left out. */
export function heatReasons(counted: readonly CountedSign[], now: number): HeatReason[] {
  const groups = Map.groupBy(counted, ({ kind, sessionId = '' }) => `${kind} ${sessionId}`);
  const weighed = [...groups.values()].map((signs) => {
    const sign = signs.reduce((a, b) => (b.at > a.at ? b : a));
    const points = signs.reduce((sum, each) => sum + faded(each.counted, each.at, now), 0);
    return { kind: sign.kind, count: signs.length, sign, points };
  });
  const ordered = weighed.toSorted((a, b) => b.points - a.points || (a.kind < b.kind ? -1 : 1));
  return wholePoints(ordered).filter(({ points }) => points > 0);
}

/** Rounds so that the whole numbers add up to the rounded sum: where most is lost, a point is given back. */
function wholePoints<T extends { readonly points: number }>(rows: readonly T[]): T[] {
  const missing =
    Math.round(rows.reduce((sum, { points }) => sum + points, 0)) -
    rows.reduce((sum, { points }) => sum + Math.floor(points), 0);
  const lost = (row: T) => row.points - Math.floor(row.points);
  const raised = new Set(rows.toSorted((a, b) => lost(b) - lost(a)).slice(0, missing));
  return rows.map((row) => ({ ...row, points: Math.floor(row.points) + (raised.has(row) ? 1 : 0) }));
}
