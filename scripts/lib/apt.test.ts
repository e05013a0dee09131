import { describe, expect, it } from '@jest/globals';
import { ensureSystemPackages, type PackageSystem } from './apt.ts';

const needs = [{ title: 'Redis', packages: ['redis-server'] }];

function system(facts: Partial<PackageSystem>): PackageSystem {
  return { hasApt: true, isRoot: true, missing: async (packages) => [...packages], ...facts };
}

describe('ensureSystemPackages', () => {
  it('says what to run when this user may not install packages', async () => {
    await expect(ensureSystemPackages(needs, system({ isRoot: false }))).rejects.toMatchObject({
      message: 'Redis: not installed, and only root can install it.',
      advice: ['Run this, then the command again:', '  sudo apt-get update && sudo apt-get install redis-server'],
    });
  });

  it('names the packages when there is no apt', async () => {
    const failure = ensureSystemPackages(needs, system({ hasApt: false }));
    await expect(failure).rejects.toMatchObject({ advice: [expect.anything(), '  redis-server'] });
  });

  it('asks for nothing when nothing is missing', async () => {
    const complete = system({ isRoot: false, missing: async () => [] });
    await expect(ensureSystemPackages(needs, complete)).resolves.toBeUndefined();
  });
});
