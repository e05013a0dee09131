import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreditKind, Plan, ProblemError, SessionId, TenantId } from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import fc from 'fast-check';
import mongoose from 'mongoose';
import type { OutgoingMail } from '../mail/index.ts';
import type { Recipient } from '../members/index.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createCreditsModule, type CreditsModule } from './index.ts';

let bed: FeatureBed;
let credits: CreditsModule;
const plans = new Map<TenantId, Plan>();
let current: TenantId;
let watched = 0;
const owner: Recipient = { id: newId('mem'), email: 'dana@stage.test', name: 'Dana', locale: 'de' };
const letters: OutgoingMail[] = [];

beforeAll(async () => {
  bed = await createFeatureBed();
  const { unitOfWork, clock } = bed;
  credits = createCreditsModule({
    ...{ unitOfWork, clock, logger: createLogger({ service: 'test', level: 'silent' }) },
    plan: async () => plans.get(current) ?? 'free',
    roomSeconds: async () => watched,
    owners: async () => [owner],
    site: async () => ({ siteName: 'Dana Live', url: 'http://dana.stage.test' }),
    mailer: { send: async (mail) => letters.push(mail) },
  });
});
afterAll(() => bed.close());

/** A new site; `of` works in it. */
function site() {
  const { id } = bed.tenant();
  const of = <T>(work: () => Promise<T>): Promise<T> => {
    current = id;
    return bed.in(id, work);
  };
  const left = async (kind: CreditKind) => (await of(() => credits.service.view())).find((each) => each.kind === kind)!;
  const reserve = (amount: number, key: string, kind: CreditKind = 'ai') =>
    of(() => credits.service.reserve({ kind, amount, key }).then(() => true));
  const commit = (key: string, amount?: number) => of(() => credits.service.commit(key, amount));
  const release = (key: string) => of(() => credits.service.release(key));
  const buy = (amount: number, key: string = newId('job'), kind: CreditKind = 'ai') =>
    of(() => credits.service.add({ kind, amount, key }));
  /** What the entries come to, of the month that it is. */
  const summed = async (kind: CreditKind) => {
    const month = bed.clock.now().toISOString().slice(0, 7);
    const entries = await of(async () => mongoose.models['CreditEntry']!.find({ kind }).lean());
    const all = entries as unknown as { month: string; allowance: number; bought: number }[];
    const allowance = all.filter((each) => each.month === month).reduce((sum, each) => sum + each.allowance, 0);
    return { allowance, bought: all.reduce((sum, each) => sum + each.bought, 0) };
  };
  return { id, of, left, reserve, commit, release, buy, summed };
}
const used = { code: 'credits-used-up' };

describe('credits', () => {
  it('D-11 fifty jobs at once never use the same credits: ten are left, so ten of them begin', async () => {
    const { reserve, left, summed } = site();
    // Whoever waits too long for its turn is told to come again, and does, as a job does.
    const patient = (key: string): Promise<boolean> =>
      reserve(1, key).catch((error: ProblemError) => {
        if (error.code === 'unavailable') return patient(key);
        throw error;
      });
    const tried = await Promise.allSettled(Array.from({ length: 50 }, (_, at) => patient(`job-${at}`)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    for (const each of tried) if (each.status === 'rejected') expect(each.reason).toMatchObject(used);
    expect(await left('ai')).toMatchObject({ allowance: 10, used: 10, available: 0 });
    expect(await summed('ai')).toEqual({ allowance: 0, bought: 0 });
  });

  it('D-11 work that failed gives its credits back, and is tried again under its key', async () => {
    const { reserve, release, commit, left } = site();
    await reserve(8, 'text');
    await reserve(8, 'text');
    await expect(reserve(3, 'other')).rejects.toMatchObject(used);
    await release('text');
    await release('text');
    expect((await left('ai')).available).toBe(10);
    await reserve(9, 'text');
    await commit('text', 4);
    await commit('text', 4);
    await release('text');
    expect((await left('ai')).available).toBe(6);
  });

  it('D-11 what was bought is used after the allowance, goes back first, and outlasts the month', async () => {
    const { reserve, commit, buy, left } = site();
    await buy(5, 'pack');
    await buy(5, 'pack');
    await reserve(12, 'work');
    expect(await left('ai')).toMatchObject({ used: 10, bought: 3, available: 3 });
    await commit('work', 11);
    expect(await left('ai')).toMatchObject({ used: 10, bought: 4 });
    bed.clock.advance(32 * 86_400_000);
    expect(await left('ai')).toMatchObject({ used: 0, bought: 4, available: 14 });
  });

  it('D-11 a larger plan has its allowance at once, a smaller one with the next month', async () => {
    const { id, reserve, left } = site();
    await reserve(10, 'a');
    plans.set(id, 'pro');
    await reserve(490, 'b');
    await expect(reserve(1, 'c')).rejects.toMatchObject(used);
    plans.set(id, 'free');
    expect(await left('ai')).toMatchObject({ allowance: 500, used: 500 });
    bed.clock.advance(32 * 86_400_000);
    expect(await left('ai')).toMatchObject({ allowance: 10, available: 10 });
  });

  it('D-11 what work that died has reserved is free after half an hour; was it done all the same, it counts', async () => {
    const { reserve, commit, left } = site();
    await reserve(7, 'dead');
    await reserve(3, 'slow');
    bed.clock.advance(31 * 60_000);
    await credits.schedules[0]!.run();
    expect((await left('ai')).available).toBe(10);
    await commit('slow');
    expect((await left('ai')).available).toBe(7);
  });

  it('D-11 owners hear that most of an allowance is used, in their language, with what is left beside it', async () => {
    const { reserve, release, buy } = site();
    letters.splice(0);
    await buy(5);
    await reserve(7, 'a');
    expect(letters).toEqual([]);
    await reserve(1, 'b');
    await reserve(2, 'c');
    expect(letters).toHaveLength(1);
    const month = bed.clock.now().toISOString().slice(0, 7);
    expect(letters[0]).toMatchObject({ to: owner.email, idempotencyKey: `credits.low.ai.${month}.${owner.id}` });
    expect(letters[0]!.subject).toBe('Dana Live hat 8 von 10 KI-Einheiten verbraucht');
    expect(letters[0]!.text).toContain('noch 5 übrig');
    // Given back and taken again in the month, it is the same letter.
    await release('c');
    await release('b');
    await reserve(3, 'd');
    expect(new Set(letters.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    bed.clock.advance(32 * 86_400_000);
    await reserve(9, 'next');
    expect(new Set(letters.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
  });

  it('D-11 the minutes of a room are counted once, also beyond what there is', async () => {
    const { of, left } = site();
    const [meter] = credits.subscribers;
    const sessionId: SessionId = newId('ses');
    watched = 6000 * 60 - 30;
    for (let time = 0; time < 2; time += 1) await of(() => meter!.handle({ sessionId }, {} as never));
    expect(await left('room_minutes')).toMatchObject({ allowance: 5000, used: 6000, available: 0 });
  });

  it('D-11 as many as there are can be taken', async () => {
    const { of } = site();
    const upTo = (amount: number, key: string) => of(() => credits.service.reserveUpTo({ kind: 'ai', amount, key }));
    expect([await upTo(6, 'a'), await upTo(6, 'b'), await upTo(6, 'c')]).toEqual([6, 4, 0]);
  });

  it('D-11 whatever is done in whatever order, an account is the sum of its entries and never below nothing', async () => {
    const step = fc.record({
      what: fc.constantFrom('reserve', 'commit', 'release', 'buy', 'meter', 'month'),
      amount: fc.integer({ min: 1, max: 8 }),
      key: fc.constantFrom('a', 'b', 'c'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { of, reserve, commit, release, buy, left, summed } = site();
        for (const { what, amount, key } of steps) {
          if (what === 'month') bed.clock.advance(31 * 86_400_000);
          else if (what === 'reserve') await reserve(amount, key).catch(() => undefined);
          else if (what === 'commit') await commit(key, amount);
          else if (what === 'release') await release(key);
          else if (what === 'buy') await buy(amount, key);
          else await of(() => credits.service.meter({ kind: 'ai', amount, key }));
        }
        const { allowance, used: spent, bought } = await left('ai');
        const sums = await summed('ai');
        expect(bought).toBe(sums.bought);
        expect(bought).toBeGreaterThanOrEqual(0);
        // Nothing is entered in a month before something is done in it.
        if (spent > 0) expect(allowance - spent).toBe(sums.allowance);
      }),
      { numRuns: 25 },
    );
  });
});
