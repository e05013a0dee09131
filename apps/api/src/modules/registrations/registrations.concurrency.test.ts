import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RegistrationForm, TenantId } from '@stageline/contracts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createRegistrationsModule } from './index.ts';
import { PersonModel } from './person.model.ts';

const form = (email: string, more: Partial<RegistrationForm> = {}): RegistrationForm => ({
  firstName: 'John',
  lastName: 'Smith',
  email,
  ...more,
});

describe('registrations at once', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
    // What follows a registration is tested elsewhere; here it would only take the processor away.
    await bed.relay.close();
  });
  afterAll(() => bed.close());

  const register = (tenantId: TenantId, body: RegistrationForm) =>
    bed.in(tenantId, () => bed.registrations.service.register(body, { source: 'api' }));
  const people = (tenantId: TenantId) => bed.in(tenantId, async () => PersonModel.find().lean());

  it('H-01 200 registrations at once take the positions 1 to 200, one each', async () => {
    const { id } = bed.tenant();
    await Promise.all(
      Array.from({ length: 200 }, (_, n) => register(id, form(`p${n}@example.com`, { firstName: `Name${n}` }))),
    );
    const first = await bed.in(id, () => bed.line.service.snapshot(1));
    const positions = [...first.entries.map(({ position }) => position), 1];
    expect(positions).toEqual(Array.from({ length: 200 }, (_, n) => 200 - n));
    expect(new Set(first.entries.map(({ name }) => name)).size).toBe(199);
  }, 30_000);

  it('H-01 two processes at once neither repeat nor skip a position', async () => {
    const { id } = bed.tenant();
    const other = createRegistrationsModule(bed.registrationsDeps);
    const both = [bed.registrations.service, other.service];
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        bed.in(id, () => both[n % 2]!.register(form(`q${n}@example.com`), { source: 'form' })),
      ),
    );
    expect(await bed.in(id, () => bed.line.service.snapshot(1))).toMatchObject({ total: 30, cursor: 30 });
    expect(await people(id)).toHaveLength(30);
  });
});
