import { medianOf } from './analytics.ts';

/** A stage of a pipeline; the order of a list of them is the order in which leads pass. */
export interface FunnelStage {
  readonly id: string;
  /** A lost lead has left the way; the stage is no step of it. */
  readonly kind: 'open' | 'won' | 'lost';
}
/** A lead's moves, oldest first; the first is how it came in. */
export interface StageMove {
  readonly stage: string;
  readonly at: Date;
}

/** What became of the leads at one step. */
export interface FunnelStep {
  readonly stage: string;
  /** Leads that have been here or further on. */
  readonly reached: number;
  /** Of those who reached the step before; of the first step, 1. Null where nobody reached that one. */
  readonly conversion: number | null;
  /** Leads that are here now. */
  readonly present: number;
  /** Leads that were lost and had come this far and no further. */
  readonly lost: number;
  /** Seconds from coming to leaving, over the leads that have been here and left. */
  readonly meanSeconds: number | null;
  readonly medianSeconds: number | null;
  readonly sample: number;
}

/**
 * How far leads come along a pipeline. The rules:
 * - A lead counts once per step, however often it was there; moving it back and forth adds nothing.
 * - A step that was skipped counts as passed: who is further on has been here.
 * - A lost lead counts for the steps that it reached, and as lost at the furthest of them. One that was brought back is lost no
 *   more.
 * - Time in a step is the sum of all stays of a lead that have ended; a skipped step has none, and who is still there is left
 *   out, since their time is not known yet.
 * - A stage that the pipeline no longer has is passed over, and the time there belongs to no step.
 */
export function createFunnel(stages: readonly FunnelStage[]) {
  const steps = stages.filter(({ kind }) => kind !== 'lost');
  const places = new Map(steps.map(({ id }, place) => [id, place]));
  const lostStages = new Set(stages.filter(({ kind }) => kind === 'lost').map(({ id }) => id));
  const reached = steps.map(() => 0);
  const present = steps.map(() => 0);
  const lost = steps.map(() => 0);
  const times = steps.map(() => new Map<number, number>());

  return {
    add(moves: readonly StageMove[]): void {
      const visited = moves.flatMap(({ stage }) => places.get(stage) ?? []);
      const furthest = Math.max(-1, ...visited);
      for (let place = 0; place <= furthest; place++) reached[place]! += 1;
      const now = moves.at(-1)?.stage ?? '';
      const place = places.get(now);
      if (place !== undefined) present[place]! += 1;
      else if (lostStages.has(now) && furthest >= 0) lost[furthest]! += 1;
      for (const [at, seconds] of staysOf(moves, places)) {
        const counted = times[at]!;
        counted.set(seconds, (counted.get(seconds) ?? 0) + 1);
      }
    },

    /** The steps of all leads that were added. */
    steps(): FunnelStep[] {
      return steps.map(({ id }, place) => {
        const list = [...times[place]!].map(([seconds, count]) => ({ seconds, count }));
        const sample = list.reduce((sum, { count }) => sum + count, 0);
        const total = list.reduce((sum, { seconds, count }) => sum + seconds * count, 0);
        const before = place === 0 ? reached[0]! : reached[place - 1]!;
        return {
          stage: id,
          reached: reached[place]!,
          conversion: before === 0 ? null : reached[place]! / before,
          present: present[place]!,
          lost: lost[place]!,
          meanSeconds: sample === 0 ? null : total / sample,
          medianSeconds: medianOf(list),
          sample,
        };
      });
    },
  };
}

/** Seconds that a lead spent at each step that it has been at and left for good, or for now. */
function staysOf(moves: readonly StageMove[], places: ReadonlyMap<string, number>): Map<number, number> {
  const stays = new Map<number, number>();
  moves.forEach(({ stage, at }, index) => {
    const place = places.get(stage);
    const next = moves[index + 1];
    if (place === undefined || next === undefined) return;
    const seconds = Math.max(0, Math.round((next.at.getTime() - at.getTime()) / 1000));
    stays.set(place, (stays.get(place) ?? 0) + seconds);
  });
  const present = places.get(moves.at(-1)?.stage ?? '');
  if (present !== undefined) stays.delete(present);
  return stays;
}
