import path from 'node:path';
import { jsonRequest, startArm } from '@stageline/testing/bench';
import { fromBench } from './from-bench.ts';
import { APEX } from './payload.ts';

/** Starts the whole api on a database of its own; the sites in it bear its name, because Redis remembers hosts for all. */
export const startWholeApi = (name: string) => {
  const uri = new URL(fromBench('MONGODB_URI'));
  uri.pathname += `_${name}`;
  return startArm(path.join(import.meta.dirname, 'whole-api.ts'), { MONGODB_URI: uri.href, SITES: name });
};

/** A visit of one of the sites that `grow` made, each caller from an address of its own: nobody meets a limit. */
export const visit = (name: string, site: number, caller: number): Buffer =>
  jsonRequest('GET', '/api/v1/site', {
    host: `${name}-${site}.${APEX}`,
    'x-forwarded-for': `10.${(caller >> 16) & 255}.${(caller >> 8) & 255}.${caller & 255}`,
  });

type Arms = Readonly<Record<string, { readonly median: number; readonly rounds: readonly number[] }>>;
const shown = (value: number): number => Math.round(value * 100) / 100;

/**
 * The medians of a comparison, short enough to read. A p99 is compared by them and not round by round: one bad moment of the
 * machine makes a round several times as slow, and it hits one arm.
 */
export const mediansOf = (arms: Arms) =>
  Object.fromEntries(Object.entries(arms).map(([name, { median }]) => [name, shown(median)]));

/** What each round measured, so that a bad one is seen. */
export const roundsOf = (arms: Arms) =>
  Object.fromEntries(Object.entries(arms).map(([name, { rounds }]) => [name, rounds.map(shown)]));
