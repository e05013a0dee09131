import { describe, expect, it } from '@jest/globals';
import { SimulationSettings } from '@stageline/contracts';
import { simulatedMembers } from './line-simulation.ts';

const now = new Date('2026-03-01T12:00:30.000Z');
const settings = (more: object = {}) => SimulationSettings.parse({ enabled: true, ...more });

describe('simulatedMembers', () => {
  it('H-08 marks each of them, gives none a name or a position, and is the same for whoever looks', () => {
    const members = simulatedMembers('a', settings(), now, 20);
    expect(members).toHaveLength(20);
    for (const member of members)
      expect(Object.keys(member).sort()).toEqual(['joinedAt', 'number', 'package', 'simulated']);
    expect(members.every(({ simulated }) => simulated)).toBe(true);
    expect(simulatedMembers('a', settings(), now, 20)).toEqual(members);
    expect(simulatedMembers('b', settings(), now, 20)).not.toEqual(members);
    const later = simulatedMembers('a', settings(), new Date(now.getTime() + 60_000), 20);
    expect(later.slice(1)).toEqual(members.slice(0, 19));
  });

  it.each([
    ['slow', 300_000],
    ['medium', 60_000],
    ['fast', 10_000],
  ] as const)('H-08 grows at the rate %s', (growthRate, every) => {
    const [newest, before] = simulatedMembers('a', settings({ growthRate }), now, 2);
    expect(Date.parse(newest!.joinedAt) - Date.parse(before!.joinedAt)).toBe(every);
    expect(now.getTime() - Date.parse(newest!.joinedAt)).toBeLessThan(every);
  });

  it('H-08 follows the distribution of packages', () => {
    const members = simulatedMembers('a', settings({ growthRate: 'fast' }), now, 5000);
    const share = (name: string) => members.filter((member) => member.package === name).length / members.length;
    expect(share('starter')).toBeCloseTo(0.4, 1);
    expect(share('elite')).toBeCloseTo(0.5, 1);
    expect(share('pro')).toBeCloseTo(0.1, 1);
    const only = settings({ packagesDistribution: { starter: 0, elite: 0, pro: 1 } });
    expect(simulatedMembers('a', only, now, 50).every((member) => member.package === 'pro')).toBe(true);
  });
});
