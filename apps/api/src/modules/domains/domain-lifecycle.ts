import type { DomainState } from '@stageline/contracts';

/** Where a domain stands. */
export interface Lifecycle {
  readonly state: DomainState;
  readonly holds: boolean;
  readonly attempts: number;
  readonly lookingSince: Date;
  readonly unknownSince: Date | null;
  readonly degradedSince: Date | null;
  /** Null: nobody looks any more until somebody asks. */
  readonly nextCheckAt: Date | null;
}

/** What one look at a domain found. Null: no answer. */
export interface Finding {
  readonly holds: boolean;
  readonly pointing: boolean | null;
  /** `ending`: it should have been renewed by now, and was not. `none` where there is no TLS. */
  readonly certificate: 'good' | 'ending' | 'bad' | 'unknown' | 'none';
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const FIRST_PAUSE_MS = 30 * SECOND_MS;
const LONGEST_PAUSE_MS = HOUR_MS;
/** How long we look for records that nobody has set. */
export const SEARCH_MS = 72 * HOUR_MS;
/** Name servers that are silent for so long are a fault of their own. */
const SILENCE_MS = 6 * HOUR_MS;
/** A domain that has led elsewhere for so long is given back. */
export const RELEASE_MS = 30 * DAY_MS;

/**
 * The next step of a domain's life and when to look again: `pending_dns -> verified -> issuing -> live <-> degraded ->
 * removed`. Silence of the name servers moves nothing, unless it lasts.
 * @param jitter 0 to 1, so that many domains are not looked at in one moment
 */
export function advance(current: Lifecycle, finding: Finding, now: Date, jitter: number): Lifecycle {
  const silent = finding.pointing === null || finding.certificate === 'unknown';
  const unknownSince = silent ? (current.unknownSince ?? now) : null;
  const state = nextState(current, finding, unknownSince, now);
  const moved = state !== current.state;
  const attempts = moved ? 0 : current.attempts + 1;
  const next = {
    state,
    holds: finding.holds,
    attempts,
    unknownSince,
    lookingSince: moved && isSearching(state) ? now : current.lookingSince,
    degradedSince: state === 'degraded' ? (current.degradedSince ?? now) : null,
  };
  return { ...next, nextCheckAt: nextCheckAt(next, now, jitter) };
}

/** Begins the search anew, at once: somebody asked. */
export const searchAgain = (current: Lifecycle, now: Date): Lifecycle =>
  isSearching(current.state) ? { ...current, lookingSince: now, attempts: 0 } : current;

/** A life whose clocks stood still for so long. */
export function shifted(
  { lookingSince, unknownSince, degradedSince }: Lifecycle,
  byMs: number,
): Pick<Lifecycle, 'lookingSince' | 'unknownSince' | 'degradedSince'> {
  const later = (at: Date) => new Date(at.getTime() + byMs);
  return {
    lookingSince: later(lookingSince),
    unknownSince: unknownSince && later(unknownSince),
    degradedSince: degradedSince && later(degradedSince),
  };
}

function nextState(current: Lifecycle, finding: Finding, unknownSince: Date | null, now: Date): DomainState {
  const { state } = current;
  if (state === 'removed' || !finding.holds) return state;
  if (state === 'live' || state === 'degraded') return stateOfServed(current, finding, unknownSince, now);
  if (finding.pointing === null) return state === 'pending_dns' ? 'verified' : state;
  if (!finding.pointing) return 'verified';
  return finding.certificate === 'good' || finding.certificate === 'none' ? 'live' : 'issuing';
}

function stateOfServed(
  { state, degradedSince }: Lifecycle,
  { pointing, certificate }: Finding,
  unknownSince: Date | null,
  now: Date,
): DomainState {
  const fine = pointing === true && (certificate === 'good' || certificate === 'none');
  if (fine) return 'live';
  if (state === 'degraded')
    return pointing === false && degradedSince !== null && now.getTime() - degradedSince.getTime() >= RELEASE_MS
      ? 'removed'
      : 'degraded';
  const silentTooLong = unknownSince !== null && now.getTime() - unknownSince.getTime() >= SILENCE_MS;
  const broken = pointing === false || certificate === 'bad' || certificate === 'ending';
  return broken || silentTooLong ? 'degraded' : 'live';
}

const isSearching = (state: DomainState): boolean =>
  state === 'pending_dns' || state === 'verified' || state === 'issuing';

function nextCheckAt(
  { state, attempts, lookingSince, unknownSince }: Omit<Lifecycle, 'nextCheckAt'>,
  now: Date,
  jitter: number,
): Date | null {
  // Up to a tenth later, never earlier.
  const after = (pauseMs: number) => new Date(now.getTime() + pauseMs * (1 + jitter / 10));
  if (state === 'removed') return null;
  if (state === 'degraded') return after(HOUR_MS);
  if (state === 'live') return after(unknownSince === null ? DAY_MS : 15 * MINUTE_MS);
  const next = after(Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts, 20), LONGEST_PAUSE_MS));
  return next.getTime() - lookingSince.getTime() > SEARCH_MS ? null : next;
}

/** What a certificate is worth now. Renewal begins with a third of the time left; half of that is a sign of trouble. */
export function certificateWorth(
  { validFrom, validTo, distrust }: { validFrom: Date; validTo: Date; distrust: string | null },
  now: Date,
): 'good' | 'ending' | 'bad' {
  if (distrust !== null || validTo <= now) return 'bad';
  const [left, whole] = [validTo.getTime() - now.getTime(), validTo.getTime() - validFrom.getTime()];
  return left < Math.min(14 * DAY_MS, whole / 6) ? 'ending' : 'good';
}
