import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lineNamespace, type LineDelta, type LineEntry, type TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { currentTenantId, tenantKey } from '@stageline/tenancy';
import { eventually } from '@stageline/testing';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createPlacesModule } from '../places/index.ts';
import { createLineFeed, lineRoom, mergeDeltas } from './line.feed.ts';
import { LineMemberModel } from './line.model.ts';
import { createLineRepository } from './line.repository.ts';
import { lineSockets } from './line.sockets.ts';

const entry = (position: number): LineEntry => ({ position, name: 'A B.', joinedAt: '2026-01-01T00:00:00.000Z' });
const delta = (from: number, to: number): LineDelta => ({
  from,
  to,
  total: to,
  entries: Array.from({ length: to - from }, (_, index) => entry(to - index)),
});

describe('PowerLine', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  let count = 0;
  const register = (tenantId: TenantId, lastName = 'Smith') =>
    bed.join(tenantId, { firstName: 'John', lastName, email: `v${count++}@example.com` });
  const deltasTo = (tenantId: TenantId): LineDelta[] =>
    bed.told
      .filter(({ event, room }) => event === 'line:joined' && room === lineRoom(tenantId))
      .map(({ payload }) => payload);
  /** What a page shows that follows the rules of the client: drop what is covered, resume at a gap. */
  const follow = async (tenantId: TenantId, deltas: readonly LineDelta[], cursor = 0) => {
    const shown: number[] = [];
    for (const { from, to, entries } of deltas) {
      if (to <= cursor) continue;
      const missing =
        from > cursor ? (await bed.in(tenantId, () => bed.line.service.snapshot(cursor))).entries : entries;
      shown.push(
        ...missing
          .map(({ position }) => position)
          .filter((position) => position > cursor)
          .reverse(),
      );
      cursor = Math.max(cursor, ...shown);
    }
    return shown;
  };

  it('H-07 tells nobody how many there are where the site keeps it to itself, and the line goes on all the same', async () => {
    const [open, hidden] = [bed.tenant(), bed.tenant()];
    bed.withoutTotals.add(hidden.id);
    for (const { id } of [open, hidden, hidden, open]) await register(id);
    const told = await eventually(
      () => deltasTo(hidden.id).at(-1)?.entries.length !== undefined && deltasTo(hidden.id),
    );
    const snapshot = (id: TenantId, after?: number) => bed.in(id, () => bed.line.service.snapshot(after));
    expect(await snapshot(open.id)).toMatchObject({ total: 2, cursor: 2 });
    const first = await snapshot(hidden.id);
    // Nothing that is sent is small enough to be a count, and what is sent later goes on from there.
    const numbers = [
      first.cursor,
      ...first.entries,
      ...told.flatMap(({ from, to, entries }) => [from, to, ...entries]),
    ];
    for (const number of numbers) expect(typeof number === 'number' ? number : number.position).toBeGreaterThan(100);
    expect([first.total, ...told.map(({ total }) => total)]).toEqual([0, ...told.map(() => 0)]);
    expect(first.entries.map(({ position }) => first.cursor - position)).toEqual([0, 1]);
    await register(hidden.id);
    const [next] = (await snapshot(hidden.id, first.cursor)).entries;
    expect(next?.position).toBe(first.cursor + 1);
    // Counting back from the end leads no further than what everybody sees.
    for (let index = 0; index < 25; index += 1) await register(hidden.id);
    const far = await snapshot(hidden.id, first.cursor - 1);
    expect([far.truncated, far.entries.length]).toEqual([true, 20]);
    expect(await snapshot(hidden.id, 1)).toMatchObject({ truncated: true, total: 0 });
  });

  it('H-04 tells every page of the tenant, and of no other, who joined', async () => {
    const [a, b] = [bed.tenant(), bed.tenant()];
    await register(a.id);
    const [first] = await eventually(() => deltasTo(a.id).length > 0 && deltasTo(a.id), { what: 'a delta' });
    expect(lineNamespace.tell['line:joined'].parse(first)).toEqual(first);
    expect(first).toMatchObject({ from: 0, to: 1, total: 1, entries: [{ position: 1, name: 'John S.' }] });
    expect(deltasTo(b.id)).toHaveLength(0);
  });

  it('H-07 neither the feed nor the stored entry holds a full name', async () => {
    const { id } = bed.tenant();
    await register(id, 'Featherstonehaugh');
    await bed.settle();
    const snapshot = await bed.in(id, () => bed.line.service.snapshot());
    const stored = await bed.in(id, async () => LineMemberModel.find().lean());
    expect(JSON.stringify([snapshot, stored, deltasTo(id)])).not.toMatch(/eather/i);
    expect(snapshot.entries[0]?.name).toBe('John F.');
  });

  it('H-04 a burst reaches a page in order, nothing lost and nothing twice', async () => {
    const { id } = bed.tenant();
    // A page of an empty line has no cursor: what it missed is answered with the newest, as many as are shown.
    await register(id);
    await bed.settle();
    await Promise.all(Array.from({ length: 60 }, () => register(id)));
    await bed.settle();
    const deltas = deltasTo(id);
    expect(await follow(id, deltas, 1)).toEqual(Array.from({ length: 60 }, (_, index) => index + 2));
    deltas.slice(1).forEach((each, index) => expect(each.from).toBeLessThanOrEqual(deltas[index]?.to ?? -1));
  });

  it('H-10 a position that went out with a later one waits for no tick, so that a burst holds nobody up', async () => {
    const { id } = bed.tenant();
    const joinedAt = bed.clock.now();
    const member = (_: unknown, index: number) => ({
      position: index + 1,
      personId: newId('per'),
      firstName: 'A',
      lastName: 'B',
      joinedAt,
    });
    await bed.in(id, () => bed.unitOfWork.run(() => bed.line.service.join(Array.from({ length: 20 }, member))));
    const startedAt = performance.now();
    for (let position = 1; position <= 20; position += 1) await bed.in(id, () => bed.line.feed.announce(position));
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(deltasTo(id)).toMatchObject([{ from: 0, to: 20 }]);
  });

  it("H-10 a tenant whose feed stands still in the middle of a burst delays nobody else's, and loses nothing of it", async () => {
    const [a, b] = [bed.tenant(), bed.tenant()];
    for (let n = 0; n < 30; n += 1) await register(a.id);
    await register(b.id);
    await bed.settle();
    for (const { id } of [a, b]) await bed.redis.del(tenantKey(id, 'line', 'sent'));
    const burst = Promise.withResolvers<void>();
    const told: { room: string; payload: LineDelta }[] = [];
    const feed = createLineFeed({
      ...bed.placesDeps,
      repository: createLineRepository(),
      settings: {
        async lineSettings() {
          if (currentTenantId() === a.id) await burst.promise;
          return bed.placesDeps.settings.lineSettings();
        },
      },
      signer: { sign: () => '' },
      broadcaster: {
        tell: (_namespace, room, _event, payload) => told.push({ room, payload } as never),
        disconnectRoom: () => undefined,
        disconnectTenant: () => undefined,
      },
      redis: bed.redis,
    });
    await bed.redis.set(tenantKey(a.id, 'line', 'sent'), 0);
    const toldOfA = Array.from({ length: 30 }, (_, n) => bed.in(a.id, () => feed.announce(n + 1)));
    await bed.in(b.id, () => feed.announce(1));
    expect(told).toMatchObject([{ room: lineRoom(b.id), payload: { from: 0, to: 1 } }]);
    burst.resolve();
    await Promise.all(toldOfA);
    expect(
      await follow(
        a.id,
        told.slice(1).map(({ payload }) => payload),
      ),
    ).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  });

  it('H-04 a member whom another process wrote is read back, also between two of our own', async () => {
    const { id } = bed.tenant();
    const joinedAt = bed.clock.now();
    const members = [1, 2, 3].map((position) => ({
      position,
      personId: newId('per'),
      firstName: 'A',
      lastName: 'B',
      lastInitial: 'B',
      joinedAt,
    }));
    await bed.in(id, () => bed.unitOfWork.run(() => bed.line.service.join(members)));
    const [first, , third] = members;
    await bed.in(id, () => bed.line.feed.announce(1, [first!]));
    await bed.in(id, async () => bed.line.feed.nudge([third!]));
    await bed.in(id, () => bed.line.feed.announce(3));
    expect(await follow(id, deltasTo(id))).toEqual([1, 2, 3]);
    expect(deltasTo(id).at(-1)).toMatchObject({ to: 3, entries: [{ position: 3 }, { position: 2 }] });
  });

  it('H-04 what was committed by a process that died before it spoke is told by the subscriber', async () => {
    const { id } = bed.tenant();
    const feed = { nudge: () => undefined, forget: () => undefined };
    const { service } = createPlacesModule({ ...bed.placesDeps, feed });
    const email = 'x@example.com';
    await bed.in(id, () =>
      bed.registrations.service.register({ firstName: 'A', lastName: 'B', email }, { source: 'api' }),
    );
    await bed.in(id, async () =>
      service.confirm(bed.joinLinks.tokenFor(id, (await bed.model('Lead').findOne().lean())!._id as never)),
    );
    await bed.settle();
    expect(deltasTo(id)).toMatchObject([{ from: 0, to: 1 }]);
  });

  it('H-04 a Redis that forgot what was sent costs a page one resume and no entry', async () => {
    const { id } = bed.tenant();
    for (let n = 0; n < 3; n += 1) await register(id);
    await bed.settle();
    await bed.redis.del(tenantKey(id, 'line', 'sent'));
    await register(id);
    await bed.settle();
    expect(await follow(id, deltasTo(id))).toEqual([1, 2, 3, 4]);
  });

  it('H-04 resumes from a cursor, and says when a fresh snapshot is needed', async () => {
    const { id } = bed.tenant();
    for (let n = 0; n < 3; n += 1) await register(id);
    const at = (after?: number) => bed.in(id, () => bed.line.service.snapshot(after));
    expect((await at(1)).entries.map(({ position }) => position)).toEqual([3, 2]);
    expect(await at(3)).toMatchObject({ entries: [], total: 3, cursor: 3, truncated: false });
    expect(await at(99)).toMatchObject({ total: 3, cursor: 3, truncated: true });
    expect(await at(0)).toMatchObject({ total: 3, truncated: false });
  });

  it('H-04 asks for a snapshot when more than 500 are missing', async () => {
    const { id } = bed.tenant();
    await bed.in(id, () =>
      bed.unitOfWork.run(async () => {
        const first = await bed.line.service.takePositions(502);
        const joinedAt = bed.clock.now();
        await bed.line.service.join(
          Array.from({ length: 502 }, (_, n) => ({
            position: first + n,
            personId: newId('per'),
            firstName: 'A',
            lastName: 'B',
            joinedAt,
          })),
        );
      }),
    );
    const at = (after: number) => bed.in(id, () => bed.line.service.snapshot(after));
    expect(await at(1)).toMatchObject({ truncated: true, cursor: 502, entries: { length: 20 } });
    expect(await at(2)).toMatchObject({ truncated: false, cursor: 502, entries: { length: 500 } });
  });

  it('puts a visitor into the room of the host that they came by', async () => {
    const { id } = bed.tenant();
    const binding = lineSockets(bed.line.service);
    const socket = fakeSocket();
    await binding.onConnect?.(peer({ tenantId: id }), socket);
    expect(socket.joined).toEqual([lineRoom(id)]);
    await expect(binding.onConnect?.(peer({}), socket)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('P6 examines the entries that it answers and no others', async () => {
    const [a, b] = [bed.tenant(), bed.tenant()];
    for (const { id } of [a, b, a, a]) await register(id);
    const stats = await bed.in(a.id, async () =>
      LineMemberModel.find({ position: { $gte: 1 } })
        .sort({ position: -1 })
        .limit(2)
        .explain('executionStats'),
    );
    expect((stats as any).executionStats).toMatchObject({ nReturned: 2, totalDocsExamined: 2, totalKeysExamined: 2 });
  });

  describe('merging deltas within a tick', () => {
    it('joins neighbours and overlaps, newest first, each entry once', () => {
      expect(mergeDeltas(delta(0, 2), delta(2, 3))).toEqual(delta(0, 3));
      expect(mergeDeltas(delta(0, 2), delta(1, 4))).toEqual(delta(0, 4));
      expect(mergeDeltas(delta(0, 4), delta(1, 3))).toEqual(delta(0, 4));
    });
    it('lets a gap show', () => {
      expect(mergeDeltas(delta(0, 2), delta(5, 6))).toEqual(delta(5, 6));
    });
  });
});
