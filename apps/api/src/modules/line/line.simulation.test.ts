import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SimulationSettings } from '@stageline/contracts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';

const sources = path.resolve(import.meta.dirname, '../..');
const codeOf = (pattern: RegExp): string[] =>
  readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.ts$/.test(file) && !file.startsWith('testing/'))
    .filter((file) => pattern.test(readFileSync(path.join(sources, file), 'utf8')))
    .sort();

describe('simulated members', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  it('H-08 are in no row, no entry and no number, whatever is read while they are shown', async () => {
    const { id } = bed.tenant();
    await bed.join(id, { firstName: 'Real', lastName: 'Person', email: 'real@example.com' });
    bed.simulations.set(id, SimulationSettings.parse({ enabled: true, growthRate: 'fast' }));
    await bed.in(id, async () => {
      const members = (await bed.line.simulation.newest())!;
      expect(members.length).toBeGreaterThan(3);
      expect(members.every(({ simulated }) => simulated === true)).toBe(true);
      const { entries, total, cursor } = await bed.line.service.snapshot();
      const about = await bed.activity.service.about();
      const rows = await bed.model('LineMember').countDocuments({});
      expect([rows, total, cursor, entries.length, about.numbers?.standing, about.activity.length]).toEqual(
        Array.from({ length: 6 }, () => 1),
      );
    });
  });

  it('H-08 no path of the code leads from them to a write of members', async () => {
    // The one place that makes them knows no store, and those that write members take none of them.
    expect(codeOf(/\bsimulatedMembers\b/)).toEqual(['modules/line/line.simulation.ts']);
    expect(readFileSync(path.join(sources, 'modules/line/line.simulation.ts'), 'utf8')).not.toMatch(
      /repository|\.model|mongoose|redis|unitOfWork/i,
    );
    const stores = codeOf(/\bLineMemberModel\b/);
    expect(stores).toContain('modules/line/line.repository.ts');
    expect(stores.filter((file) => !/^modules\/line\/line\.(model|(\w+\.)?repository)\.ts$/.test(file))).toEqual([]);
    expect(codeOf(/simulat/i).filter((file) => stores.includes(file))).toEqual([]);
    expect(Object.keys(bed.model('LineMember').schema.paths).filter((name) => /simul/i.test(name))).toEqual([]);
    expect(codeOf(/simulation\.newest\(/)).toEqual(['modules/line/line.routes.ts', 'modules/pages/site-line.ts']);
  });

  it('H-08 are nowhere without the word of the site, which public sites do not have', async () => {
    await bed.in(bed.tenant().id, async () => expect(await bed.line.simulation.newest()).toBeNull());
  });
});
