import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReactionCounts, TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { mergeTicks, sessionRoom } from '../sessions/index.ts';
import { createReactionsModule } from './index.ts';

describe('reactions', () => {
  let bed: FeatureBed;
  /** A second process beside the bed's. */
  let other: FeatureBed['reactions'];
  beforeAll(async () => {
    bed = await createFeatureBed();
    other = createReactionsModule(bed.reactionsDeps);
  });
  afterAll(() => bed.close());

  async function room({ isLive = true } = {}) {
    const { id: tenantId } = bed.tenant();
    const plan = { title: 'T', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
    const { id: sessionId } = await bed.in(tenantId, () => bed.sessions.service.create(plan));
    if (isLive) await bed.in(tenantId, () => bed.sessions.service.goLive(sessionId));
    const guest = (): TicketClaims => ({
      tenantId,
      sessionId,
      role: 'attendee',
      identity: newId('per'),
      displayName: 'John S.',
    });
    return { tenantId, sessionId, guest };
  }
  const react = (claims: TicketClaims, reaction: string, module = bed.reactions) =>
    bed.in(claims.tenantId, () =>
      module.sockets![0]!.handlers['room:react']!(
        { reaction } as never,
        peer({ tenantId: claims.tenantId, ticket: claims }),
        fakeSocket(),
      ),
    );
  const told = ({ tenantId, sessionId }: TicketClaims): ReactionCounts[] =>
    bed.told
      .filter(({ event, room: name }) => event === 'room:tick' && name === sessionRoom(tenantId, sessionId))
      .flatMap(({ payload }) => payload.reactions ?? []);
  async function enter(claims: TicketClaims): Promise<ReactionCounts> {
    const { tenantId } = claims;
    const socket = fakeSocket();
    await bed.in(tenantId, () => other.sockets![0]!.onConnect!(peer({ tenantId, ticket: claims }), socket));
    return socket.heard[0]!.payload.counts;
  }
  const kept = async ({ tenantId, sessionId }: TicketClaims) =>
    bed.in(tenantId, () => {
      const [list] = bed.reactions.routes!;
      return list!.handle({ params: { sessionId } } as never) as Promise<{
        counts: ReactionCounts;
        steps: { at: string; counts: ReactionCounts }[];
      }>;
    });

  it('C-09 what many send at once is told together, as how many there are over all processes', async () => {
    const { guest } = await room();
    const one = guest();
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        react(guest(), n % 3 === 0 ? 'heart' : 'like', n % 2 === 0 ? bed.reactions : other),
      ),
    );
    await eventually(() => told(one).some(({ like }) => like === 20) && told(one).some(({ heart }) => heart === 10));
    // Each process tells at most once in a tenth of a second; thirty would be one for each.
    expect(told(one).length).toBeLessThan(15);
    expect(JSON.stringify(told(one))).not.toContain('per_');
    expect(await enter(guest())).toEqual({ like: 20, heart: 10 });
  });

  it('P11 two ticks with reactions are one, whose counts are the higher ones', () => {
    const older = { messages: [], reactions: { like: 4, heart: 1 } };
    expect(mergeTicks(older, { messages: [], reactions: { like: 3, laugh: 1 } })).toEqual({
      messages: [],
      reactions: { like: 4, heart: 1, laugh: 1 },
    });
  });

  it('C-09 one person sends 20 in 10 seconds, and nobody before it is live', async () => {
    const { guest } = await room();
    const one = guest();
    for (let n = 0; n < 20; n += 1) await react(one, 'celebrate');
    await expect(react(one, 'celebrate')).rejects.toMatchObject({ code: 'too-many-requests' });
    await react(guest(), 'celebrate');
    const early = await room({ isLive: false });
    await expect(react(early.guest(), 'like')).rejects.toMatchObject({ code: 'not-live' });
  });

  it('C-09 they are kept over the time of the masterclass, in steps of 10 seconds, also after its end', async () => {
    const { tenantId, sessionId, guest } = await room();
    const one = guest();
    const counted = async (reaction: string, counts: ReactionCounts) => {
      await react(guest(), reaction);
      await eventually(async () => JSON.stringify(await enter(one)) === JSON.stringify(counts));
    };
    const at = bed.clock.now().toISOString();
    await counted('laugh', { laugh: 1 });
    bed.clock.advance(20_000);
    await counted('laugh', { laugh: 2 });
    const steps = [
      { at, counts: { laugh: 1 } },
      { at: bed.clock.now().toISOString(), counts: { laugh: 1 } },
    ];
    expect(await kept(one)).toMatchObject({ counts: { laugh: 2 }, steps });
    await bed.in(tenantId, () => bed.sessions.service.end(sessionId));
    const [keep] = bed.reactions.subscribers!;
    for (let n = 0; n < 2; n += 1)
      await bed.in(tenantId, async () => keep!.handle({ sessionId, at } as never, {} as never));
    await bed.redis.del(...(await bed.redis.keys(`*${sessionId}*`)));
    expect(await kept(one)).toMatchObject({ counts: { laugh: 2 }, steps });
  });
});
