/** One measured goal, as `npm run bench` prints it and writes it as JSON. */
export interface BenchResult {
  /** The goal's id, such as `P1`. */
  readonly id: string;
  /** What was measured, in words. */
  readonly metric: string;
  /** The ratio or number that the target speaks of. */
  readonly value: number;
  /** The target in words, such as `<= 1.35`. */
  readonly target: string;
  readonly pass: boolean;
  /** The arms' medians and whatever else explains the value. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Builds a result whose target is an upper or a lower bound. */
export function boundedResult(
  id: string,
  metric: string,
  value: number,
  bound: { readonly atMost: number } | { readonly atLeast: number },
  detail: Readonly<Record<string, unknown>>,
): BenchResult {
  const upper = 'atMost' in bound;
  const limit = upper ? bound.atMost : bound.atLeast;
  const rounded = Math.round(value * 1000) / 1000;
  return {
    id,
    metric,
    value: rounded,
    target: `${upper ? '<=' : '>='} ${limit}`,
    pass: upper ? rounded <= limit : rounded >= limit,
    detail,
  };
}
