import type { EngagementSignal, EngagementTier, ScorePart, ScoringSettings } from '@stageline/contracts';
import { unionMs, type Interval } from '../intervals.ts';

/**
 * How engaged somebody was in a webinar, from 0 to 100 (requirements K-07). The whole formula is in this file, and its version
 * rises when it changes.
 *
 * Four signals are worth 0 to 100 points each: how much of the time the window was looked at (`focus`), how much of it somebody
 * was there (`attendance`), how much they wrote (`chat`, by the logarithm, so that the tenth message says less than the first) and
 * asked (`questions`, two are all of it). The score is their mean by weight. A signal that nobody measured is no zero: it is left
 * out and the weights of the others make the whole, and the confidence says how much of the weight was measured.
 */
export const ENGAGEMENT_VERSION = 1;

export const standardScoring: ScoringSettings = {
  weights: { focus: 40, attendance: 30, chat: 20, questions: 10 },
  cutOffs: { hot: 75, warm: 50, cool: 25 },
  chatCap: 10,
};

export const engagementSignals = ['focus', 'attendance', 'chat', 'questions'] as const satisfies EngagementSignal[];
const POINTS_PER_QUESTION = 50;

/** What was measured of one person; null where nothing was. */
export interface EngagementMeasures {
  readonly attended: boolean;
  /** Percent of their time in which they looked at it. */
  readonly focus: number | null;
  /** Percent of the webinar for which they were there. */
  readonly attendance: number | null;
  /** Messages of theirs, questions included. */
  readonly chat: number | null;
  readonly questions: number | null;
}

export interface Engagement {
  /** Whole, so that what is read and what the tier follows from are the same; null where nothing was measured. */
  readonly score: number | null;
  readonly tier: EngagementTier;
  /** From 0 to 1: the part of the weight that was measured. */
  readonly confidence: number;
  readonly parts: ScorePart[];
}

/**
 * For how much of a webinar somebody was there, in percent up to 100: time in which two devices were on counts once, and rows may
 * come in any order.
 * @param durationMinutes how long it was; null or nothing where nobody knows
 * @returns null where the length is not known
 */
export function attendancePercent(presence: readonly Interval[], durationMinutes: number | null): number | null {
  if (durationMinutes === null || !(durationMinutes > 0)) return null;
  return Math.min(100, (unionMs(presence) / 60_000 / durationMinutes) * 100);
}

/** Computes the same from the same, in whichever order: nothing else is read. */
export function scoreEngagement(measures: EngagementMeasures, settings: ScoringSettings): Engagement {
  const { weights } = settings;
  const parts: Growing[] = [
    { signal: 'focus', measured: measures.focus, points: within(measures.focus), share: 0 },
    { signal: 'attendance', measured: measures.attendance, points: within(measures.attendance), share: 0 },
    { signal: 'chat', measured: measures.chat, points: chatPoints(measures.chat, settings.chatCap), share: 0 },
    { signal: 'questions', measured: measures.questions, points: questionPoints(measures.questions), share: 0 },
  ];
  let all = 0;
  let measured = 0;
  let sum = 0;
  for (const { signal, points } of parts) {
    const weight = weights[signal];
    all += weight;
    if (points === null) continue;
    measured += weight;
    sum += weight * points;
  }
  if (measured > 0) for (const part of parts) if (part.points !== null) part.share = weights[part.signal] / measured;
  const score = measured === 0 ? null : Math.round(sum / measured);
  return {
    score,
    tier: tierOf(measures.attended, score, settings.cutOffs),
    confidence: all === 0 ? 0 : measured / all,
    parts,
  };
}
type Growing = { -readonly [Key in keyof ScorePart]: ScorePart[Key] };

const chatPoints = (count: number | null, cap: number): number | null =>
  within(count === null ? null : (100 * Math.log1p(Math.max(0, count))) / Math.log1p(cap));
const questionPoints = (count: number | null): number | null =>
  within(count === null ? null : POINTS_PER_QUESTION * count);

/** The tier of a score. Who came and of whom nothing else is known is cold. */
export function tierOf(attended: boolean, score: number | null, cutOffs: ScoringSettings['cutOffs']): EngagementTier {
  if (!attended) return 'no-show';
  const of = score ?? 0;
  if (of >= cutOffs.hot) return 'hot';
  if (of >= cutOffs.warm) return 'warm';
  return of >= cutOffs.cool ? 'cool' : 'cold';
}

/** Points from 0 to 100; null for what nobody measured. */
const within = (points: number | null): number | null =>
  points === null || Number.isNaN(points) ? null : Math.min(100, Math.max(0, points));
