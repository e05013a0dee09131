import type { SimulatedMember, SimulationSettings } from '@stageline/contracts';

/** Between two simulated members, in milliseconds. */
const EVERY_MS = { slow: 300_000, medium: 60_000, fast: 10_000 } as const;
/** A day that all simulations begin on: their members are numbered from it. */
const BEGINNING = Date.parse('2025-01-01T00:00:00Z');

/** A number from 0 up to 1 that is always the same for the same seed and number (FNV-1a with a last mixing). */
function chanceOf(seed: string, number: number): number {
  let hash = 0x811c9dc5;
  for (const letter of `${seed}/${number}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) / 2 ** 32;
}

function packageOf(chance: number, { starter, elite }: SimulationSettings['packagesDistribution']) {
  return chance < starter ? 'starter' : chance < starter + elite ? 'elite' : 'pro';
}

/**
 * The simulated members of a demo at an instant, newest first (H-08). They follow from the clock alone: everybody who looks
 * sees the same, and nothing of them is ever stored.
 * @param seed of the site, so that two demos do not look the same
 * @param limit the most members
 */
export function simulatedMembers(
  seed: string,
  { growthRate, packagesDistribution }: SimulationSettings,
  now: Date,
  limit: number,
): SimulatedMember[] {
  const every = EVERY_MS[growthRate];
  const newest = Math.floor((now.getTime() - BEGINNING) / every);
  return Array.from({ length: Math.max(0, Math.min(limit, newest)) }, (_, index) => {
    const number = newest - index;
    return {
      simulated: true as const,
      number,
      package: packageOf(chanceOf(seed, number), packagesDistribution),
      joinedAt: new Date(BEGINNING + number * every).toISOString(),
    };
  });
}
