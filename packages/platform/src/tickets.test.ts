import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProblemError, TICKET_TTL_SECONDS, type TicketClaims } from '@stageline/contracts';
import { createFakeClock, testRedis } from '@stageline/testing';
import { createSigner } from 'fast-jwt';
import { newId } from './ids.ts';
import { connectRedis, type Redis } from './redis/index.ts';
import { createSingleUseTokens, createTickets } from './tickets.ts';

const secret = 'a-secret-of-the-tests-that-is-long-enough';
const claims: TicketClaims = {
  tenantId: newId('tnt'),
  sessionId: newId('ses'),
  role: 'attendee',
  identity: newId('per'),
  displayName: 'Ada',
};

async function refused(attempt: Promise<unknown>): Promise<void> {
  const error = await attempt.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProblemError);
  expect((error as ProblemError).code).toBe('invalid-ticket');
}

describe('tickets', () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await connectRedis((await testRedis()).url, { name: 'test' });
  });
  afterAll(() => redis.quit());

  it('carries its claims and nothing else', async () => {
    const tickets = createTickets({ secret, redis });
    expect(await tickets.verify('media', tickets.sign('media', claims))).toEqual(claims);
  });

  it('is spent by its first use, even by two at the same moment', async () => {
    const tickets = createTickets({ secret, redis });
    const token = tickets.sign('room', claims);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => tickets.verify('room', token)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await refused(tickets.verify('room', token));
  });

  it('is stale after 60 seconds, and its note in Redis does not outlive it for long', async () => {
    const clock = createFakeClock();
    const tickets = createTickets({ secret, redis, clock });
    const token = tickets.sign('media', claims);
    const late = tickets.sign('media', claims);
    clock.advance((TICKET_TTL_SECONDS - 1) * 1000);
    await tickets.verify('media', token);
    clock.advance(1000);
    await refused(tickets.verify('media', late));
    const keys = await redis.keys(`*ticket*`);
    for (const key of keys) expect(await redis.ttl(key)).toBeLessThanOrEqual(TICKET_TTL_SECONDS + 5);
  });

  it('does not pass for another audience, and is not spent by the attempt', async () => {
    const tickets = createTickets({ secret, redis });
    const token = tickets.sign('media', claims);
    await refused(tickets.verify('room', token));
    await expect(tickets.verify('media', token)).resolves.toEqual(claims);
  });

  it('is refused when it comes from the future', async () => {
    const clock = createFakeClock();
    const token = createTickets({ secret, redis, clock: createFakeClock('2026-01-01T12:01:00Z') }).sign(
      'media',
      claims,
    );
    await refused(createTickets({ secret, redis, clock }).verify('media', token));
  });

  it.each([
    ['signed with another secret', () => createTickets({ secret: `${secret}!`, redis }).sign('media', claims)],
    [
      'without a signature',
      () => createSigner({ algorithm: 'none' })({ ...claims, aud: 'ticket:media', jti: 'x'.repeat(22) }),
    ],
    ['without an expiry', () => createSigner({ key: secret })({ ...claims, aud: 'ticket:media', jti: 'x'.repeat(22) })],
    [
      'without an id',
      () =>
        createSigner({ key: secret, noTimestamp: true })({ ...claims, aud: 'ticket:media', iat: 1, exp: 4102444800 }),
    ],
    [
      'without an audience',
      () =>
        createSigner({ key: secret, noTimestamp: true })({ ...claims, jti: 'x'.repeat(22), iat: 1, exp: 4102444800 }),
    ],
    [
      'with a list of audiences',
      () =>
        createSigner({ key: secret, noTimestamp: true })({
          ...claims,
          aud: ['ticket:media', 'ticket:room'],
          jti: 'x'.repeat(22),
          iat: 1,
          exp: 4102444800,
        }),
    ],
    [
      'with claims that do not parse',
      () =>
        createSigner({ key: secret, noTimestamp: true })({
          ...claims,
          role: 'owner',
          aud: 'ticket:media',
          jti: 'x'.repeat(22),
          iat: 1,
          exp: 4102444800,
        }),
    ],
    [
      'of another algorithm',
      () => createSigner({ key: secret, algorithm: 'HS512' })({ ...claims, aud: 'ticket:media', jti: 'x'.repeat(22) }),
    ],
    ['empty', () => ''],
    ['no token at all', () => 'a.b.c'],
    ['not even text', () => undefined as unknown as string],
  ])('is refused when it is %s', async (_case, make) => {
    await refused(createTickets({ secret, redis }).verify('media', make()));
  });

  it('is refused when a claim was changed', async () => {
    const tickets = createTickets({ secret, redis });
    const [head, body, signature] = tickets.sign('media', claims).split('.');
    const changed = JSON.parse(Buffer.from(body!, 'base64url').toString()) as Record<string, unknown>;
    changed['role'] = 'host';
    const forged = [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
    await refused(tickets.verify('media', forged));
  });
});

describe('single-use tokens', () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await connectRedis((await testRedis()).url, { name: 'test' });
  });
  afterAll(() => redis.quit());

  it('hands its payload to the same tenant and purpose, once', async () => {
    const tokens = createSingleUseTokens({ secret, redis });
    const [a, b] = [newId('tnt'), newId('tnt')];
    const token = tokens.issue(a, 'log-in', { accountId: 'acc_1' }, 60);
    await refused(tokens.spend(b, 'log-in', token));
    await refused(tokens.spend(a, 'reset', token));
    expect(await tokens.spend(a, 'log-in', token)).toEqual({ accountId: 'acc_1' });
    await refused(tokens.spend(a, 'log-in', token));
  });

  it('ends when its time is over', async () => {
    const clock = createFakeClock();
    const tokens = createSingleUseTokens({ secret, redis, clock });
    const tenantId = newId('tnt');
    const token = tokens.issue(tenantId, 'log-in', {}, 30);
    clock.advance(30_000);
    await refused(tokens.spend(tenantId, 'log-in', token));
  });

  it('does not pass for a ticket of the same secret, nor a ticket for it', async () => {
    const tokens = createSingleUseTokens({ secret, redis });
    const tickets = createTickets({ secret, redis });
    await refused(tickets.verify('media', tokens.issue(claims.tenantId, 'media', claims, 60)));
    await refused(tokens.spend(claims.tenantId, 'media', tickets.sign('media', claims)));
  });
});
