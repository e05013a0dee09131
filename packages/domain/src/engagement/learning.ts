import type { EngagementSignal } from '@stageline/contracts';
import { engagementSignals } from './score.ts';

/** Somebody whose outcome is known, with what each of their signals was worth; null where it was not measured. */
export interface LearnedPerson {
  readonly points: Readonly<Record<EngagementSignal, number | null>>;
  /** Whether they paid or booked afterwards. */
  readonly outcome: boolean;
}
export type SignalWeights = Readonly<Record<EngagementSignal, number>>;

export interface Learned {
  /** How well each set of weights tells those who paid or booked from the others; null with too few of either. */
  readonly areas: { readonly standard: number; readonly current: number; readonly proposed: number } | null;
  /** In percent, as whole numbers that make 100; null with too few, or where no signal says anything. */
  readonly weights: Record<EngagementSignal, number> | null;
  readonly signals: { readonly signal: EngagementSignal; readonly area: number | null }[];
}

/** Fewer of either say nothing: an area of ten against ten is off by a tenth and more. */
export const LEAST_OUTCOMES = 20;
/** Parts of the people, each tried with weights that were learned from the other parts. */
const FOLDS = 5;
const COIN = 0.5;
/** A signal has to do better than a coin by so much: what few people show may be chance. */
const LEAST_EDGE = 0.02;

/**
 * The area under the curve: how often somebody with the outcome has a higher score than somebody without, ties counted half. 0.5 is
 * a coin.
 * @returns null where one of the two is missing
 */
export function areaUnder(pairs: readonly { readonly score: number; readonly outcome: boolean }[]): number | null {
  const sorted = [...pairs].sort((a, b) => a.score - b.score);
  const positives = sorted.filter(({ outcome }) => outcome).length;
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let rankSum = 0;
  for (let at = 0; at < sorted.length;) {
    let end = at;
    let tied = 0;
    while (end < sorted.length && sorted[end]!.score === sorted[at]!.score) {
      if (sorted[end]!.outcome) tied += 1;
      end += 1;
    }
    // Equal scores share the mean of their ranks, counted from 1.
    rankSum += tied * ((at + 1 + end) / 2);
    at = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** The weighted mean of what was measured, as scores are made; null where nothing was. */
export function weightedPoints(points: LearnedPerson['points'], weights: SignalWeights): number | null {
  let measured = 0;
  let sum = 0;
  for (const signal of engagementSignals) {
    const of = points[signal];
    if (of === null) continue;
    measured += weights[signal];
    sum += weights[signal] * of;
  }
  return measured === 0 ? null : sum / measured;
}

const areaOf = (people: readonly LearnedPerson[], weights: SignalWeights): number | null =>
  areaUnder(people.map(({ points, outcome }) => ({ score: weightedPoints(points, weights) ?? 0, outcome })));

function signalArea(people: readonly LearnedPerson[], signal: EngagementSignal): number | null {
  const measured = people.flatMap(({ points, outcome }) =>
    points[signal] === null ? [] : [{ score: points[signal], outcome }],
  );
  return areaUnder(measured);
}

/** Each signal by how much better than a coin it does alone, in whole percent; null where none does. */
function weightsFrom(people: readonly LearnedPerson[]): Record<EngagementSignal, number> | null {
  const edges = engagementSignals.map((signal) => {
    const edge = (signalArea(people, signal) ?? COIN) - COIN;
    return edge < LEAST_EDGE ? 0 : edge;
  });
  const all = edges.reduce((sum, edge) => sum + edge, 0);
  if (all === 0) return null;
  const exact = edges.map((edge) => (edge / all) * 100);
  const whole = exact.map(Math.floor);
  // What rounding leaves goes to the largest rests, so that they make 100.
  const rest = 100 - whole.reduce((sum, each) => sum + each, 0);
  const byRest = exact.map((each, at) => [each - whole[at]!, at] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const [, at] of byRest.slice(0, rest)) whole[at]! += 1;
  return Object.fromEntries(engagementSignals.map((signal, at) => [signal, whole[at]!])) as Record<
    EngagementSignal,
    number
  >;
}

/**
 * What those who paid or booked say of the weights. The area of the proposal is honest: everybody is scored with weights that were
 * learned without them.
 * @param people in an order that does not change, so that the answer does not
 */
export function learnWeights(
  people: readonly LearnedPerson[],
  standard: SignalWeights,
  current: SignalWeights,
): Learned {
  const outcomes = people.filter(({ outcome }) => outcome).length;
  const signals = engagementSignals.map((signal) => ({ signal, area: signalArea(people, signal) }));
  if (outcomes < LEAST_OUTCOMES || people.length - outcomes < LEAST_OUTCOMES)
    return { areas: null, weights: null, signals };
  const weights = weightsFrom(people);
  const held: { score: number; outcome: boolean }[] = [];
  // Those with the outcome and those without are dealt out each by themselves: every part has some of both.
  const turns = { yes: 0, no: 0 };
  const folds = people.map(({ outcome }) => (outcome ? turns.yes++ : turns.no++) % FOLDS);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const learned = weightsFrom(people.filter((_, at) => folds[at] !== fold)) ?? standard;
    people.forEach(({ points, outcome }, at) => {
      if (folds[at] === fold) held.push({ score: weightedPoints(points, learned) ?? 0, outcome });
    });
  }
  return {
    areas: { standard: areaOf(people, standard)!, current: areaOf(people, current)!, proposed: areaUnder(held)! },
    weights,
    signals,
  };
}
