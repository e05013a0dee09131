import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadId, TenantId } from '@stageline/contracts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createPlacesModule } from './index.ts';

describe('joins at once', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
    // What follows a join is tested elsewhere; here it would only take the processor away.
    await bed.relay.close();
  });
  afterAll(() => bed.close());

  /** Registers so many people. @returns the tokens of their personal links */
  async function registered(tenantId: TenantId, count: number): Promise<string[]> {
    await Promise.all(
      Array.from({ length: count }, (_, n) =>
        bed.in(tenantId, () =>
          bed.registrations.service.register(
            { firstName: `Name${n}`, lastName: 'Smith', email: `p${n}@example.com` },
            { source: 'api' },
          ),
        ),
      ),
    );
    const leads: any[] = await bed.in(tenantId, async () => bed.model('Lead').find({}, { _id: 1 }).lean());
    return leads.map(({ _id }) => bed.joinLinks.tokenFor(tenantId, _id as LeadId));
  }
  const positions = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

  it('H-01 1,000 joins at once, in two processes, take the positions 1 to 1,000, one each', async () => {
    const { id } = bed.tenant();
    const tokens = await registered(id, 1000);
    const both = [bed.places.service, createPlacesModule(bed.placesDeps).service];
    /** Who is told that the site is busy tries again, as a browser does. */
    const confirm = (token: string, n: number): ReturnType<(typeof both)[number]['confirm']> =>
      both[n % 2]!.confirm(token).catch((error) => {
        if ((error as { code?: unknown }).code !== 'unavailable') throw error;
        return confirm(token, n);
      });
    const places = await Promise.all(tokens.map((token, n) => bed.in(id, () => confirm(token, n))));
    const ascending = (numbers: readonly (number | null | undefined)[]) => numbers.toSorted((a, b) => a! - b!);
    expect(ascending(places.map(({ position }) => position))).toEqual(positions(1000));
    const [members, leads]: any[][] = await bed.in(id, async () => [
      await bed.model('LineMember').find({}, { position: 1, personId: 1 }).lean(),
      await bed.model('Lead').find({}, { linePosition: 1, personId: 1 }).lean(),
    ]);
    expect(ascending(members!.map(({ position }) => position))).toEqual(positions(1000));
    const placeOf = new Map<string, number>(members!.map(({ personId, position }) => [personId, position]));
    expect(leads!.filter(({ personId, linePosition }) => placeOf.get(personId) !== linePosition)).toEqual([]);
  });
});
