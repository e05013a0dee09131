/** Two versions of a page, each shown to some visitors of whom some registered. */
export interface AbArm {
  readonly visitors: number;
  readonly registrations: number;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Of the standard normal distribution: 95 % lie within. */
const Z = 1.959963984540054;
/** A wrong winner comes in at most one of twenty experiments, however often somebody looks. */
const ALPHA = 0.05;
/** Below, the normal approximation that the test rests on does not hold. */
const LEAST_VISITORS = 100;
const LEAST_REGISTRATIONS = 5;
/** One in a thousand experiments whose split is right looks wrong. */
const MISMATCH_ALPHA = 0.001;
/** Beyond, nobody waits. */
const MOST_VISITORS = 50_000_000;

const rateOf = ({ visitors, registrations }: AbArm): number => (visitors === 0 ? 0 : registrations / visitors);

/**
 * The rate that is reckoned with while few have come: two who registered and two who did not are added, so that nobody is told
 * of a number that only holds for a rate of nothing.
 * @see Agresti, A., Coull, B. A. (1998): Approximate is better than "exact". The American Statistician 52, 119–126
 */
const plausibleRate = ({ visitors, registrations }: AbArm): number => (registrations + 2) / (visitors + 4);

/**
 * The 95 % interval of a rate by Wilson's score, which stays within 0 and 1 and holds for few visitors, too.
 * @see Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. JASA 22, 209–212
 */
export function wilson({ visitors, registrations }: AbArm): Range {
  if (visitors === 0) return { low: 0, high: 1 };
  const p = registrations / visitors;
  const z2 = Z * Z;
  const middle = p + z2 / (2 * visitors);
  const half = Z * Math.sqrt((p * (1 - p)) / visitors + z2 / (4 * visitors * visitors));
  const whole = 1 + z2 / visitors;
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
}

/**
 * The 95 % interval of how much higher the second rate is than the first (method 10: from both Wilson intervals).
 * @see Newcombe, R. G. (1998): Interval estimation for the difference between independent proportions. Stat. Med. 17, 873–890
 */
export function newcombe(a: AbArm, b: AbArm): Range {
  const [pa, pb, wa, wb] = [rateOf(a), rateOf(b), wilson(a), wilson(b)];
  return {
    low: pb - pa - Math.hypot(pb - wb.low, wa.high - pa),
    high: pb - pa + Math.hypot(wb.high - pb, pa - wa.low),
  };
}

/**
 * How surprising the difference is if there is none: a p-value that may be looked at after every visitor. It is one over the
 * likelihood ratio of a mixture over effects of about `effect` against no effect, with the normal approximation of two rates.
 * Without a stop that was fixed before, a plain test finds a winner in a third of the experiments that have none.
 * @param effect standard deviation of the mixture: the difference that the experiment was started to find
 * @see Johari, R., Koomen, P., Pekelis, L., Walsh, D. (2022): Always valid inference. Operations Research 70(3), 1806–1821
 * @returns 1 for arms that are too small for the approximation; for a sequence of looks, the smallest of them is valid
 */
export function alwaysValidP(a: AbArm, b: AbArm, effect: number): number {
  if (isTooSmall(a) || isTooSmall(b)) return 1;
  const pooled = (a.registrations + b.registrations) / (a.visitors + b.visitors);
  const variance = pooled * (1 - pooled) * (1 / a.visitors + 1 / b.visitors);
  if (variance === 0) return 1;
  return pOf(rateOf(b) - rateOf(a), variance, effect);
}

const isTooSmall = ({ visitors, registrations }: AbArm): boolean =>
  visitors < LEAST_VISITORS || registrations < LEAST_REGISTRATIONS || visitors - registrations < LEAST_REGISTRATIONS;

function pOf(difference: number, variance: number, effect: number): number {
  const mixed = variance + effect * effect;
  const logRatio = 0.5 * Math.log(variance / mixed) + (difference ** 2 * effect ** 2) / (2 * variance * mixed);
  return Math.min(1, Math.exp(-logRatio));
}

/**
 * Visitors of both versions together after which a difference of `effect` would show, if there is one as large.
 * @param rate at which people register now
 */
export function visitorsNeeded(rate: number, effect: number): number {
  const p = Math.min(0.99, Math.max(0.005, rate + effect / 2));
  const shows = (each: number) => pOf(effect, (2 * p * (1 - p)) / each, effect) < ALPHA;
  let high = LEAST_VISITORS;
  while (!shows(high) && high < MOST_VISITORS) high *= 2;
  let low = high === LEAST_VISITORS ? LEAST_VISITORS : high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shows(middle)) high = middle;
    else low = middle;
  }
  return 2 * high;
}

/** Whether visitors were split so unevenly that no coin did it: then something counts one version and not the other. */
export function isSplitWrong(a: AbArm, b: AbArm): boolean {
  const all = a.visitors + b.visitors;
  if (all === 0) return false;
  // Chi-square with one degree of freedom; its tail is that of the normal distribution, twice.
  const deviation = Math.abs(a.visitors - b.visitors) / Math.sqrt(all);
  return twoSided(deviation) < MISMATCH_ALPHA;
}

/** How often a standard normal variable is this far from 0 or farther (Abramowitz and Stegun 7.1.26; error below 1.5e-7). */
function twoSided(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return series * Math.exp(-x * x);
}

/** What an experiment says so far. */
export interface AbVerdict {
  /**
   * `split` when the visitors were not split as they should be, so that no number says anything; `a` or `b` when that version is
   * better; `none` when the visitors that it needed have come and no difference was seen; else `wait`.
   */
  readonly says: 'split' | 'a' | 'b' | 'none' | 'wait';
  /** How many more visitors it needs; 0 once it has them. */
  readonly more: number;
  readonly difference: Range;
  readonly p: number;
}

/**
 * Judges an experiment; it may be asked at any time and as often as somebody likes.
 * @param effect the difference of the two rates that it was started to find
 * @param smallestP the smallest p-value that was seen before; a winner that was found stays found
 */
export function judgeAbTest(a: AbArm, b: AbArm, effect: number, smallestP = 1): AbVerdict {
  const p = Math.min(smallestP, alwaysValidP(a, b, effect));
  const more = Math.max(0, visitorsNeeded(plausibleRate(a), effect) - a.visitors - b.visitors);
  const difference = newcombe(a, b);
  const says = isSplitWrong(a, b)
    ? 'split'
    : p < ALPHA
      ? rateOf(b) > rateOf(a)
        ? 'b'
        : 'a'
      : more > 0
        ? 'wait'
        : 'none';
  return { says, more, difference, p };
}
