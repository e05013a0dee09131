import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SFU_REPORT_GROUP, SFU_REPORT_STREAM, SfuReport, type SessionId } from '@stageline/contracts';
import { createLogger, newId, systemClock } from '@stageline/platform';
import { createDeadLetters, listDeadLetters, replayDeadLetter } from '@stageline/platform/outbox';
import type { DeadLetter } from '@stageline/platform/queue';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { MAX_DELIVERIES, replaySfuReport, SFU_REPORT_LANE } from './sfu-report-failures.ts';
import { createSfuReports, type SfuReports } from './sfu-reports.ts';

describe('reports that fail', () => {
  const poison: SessionId = newId('ses');
  const sound: SessionId = newId('ses');
  const applied: SessionId[] = [];
  let cured = false;
  let away = false;
  let bed: FeatureBed;
  let reports: SfuReports;

  beforeAll(async () => {
    bed = await createFeatureBed();
    reports = createSfuReports({
      attendance: {
        async apply({ sessionId }) {
          if (away) throw Object.assign(new Error('no server'), { name: 'MongoServerSelectionError' });
          if (sessionId === poison && !cured) throw new Error('always fails');
          applied.push(sessionId);
          return { joined: [], left: [] };
        },
        settle: async () => undefined,
        closeSilentSince: async () => undefined,
      },
      recordings: { apply: async () => undefined },
      deadLetters: createDeadLetters(),
      redis: bed.redis,
      clock: systemClock,
      logger: createLogger({ service: 'test', level: 'silent' }),
    });
  });
  afterAll(() => bed.close());

  async function report(...sessions: readonly SessionId[]): Promise<void> {
    const { id: tenantId } = bed.tenant();
    for (const sessionId of sessions) {
      const base = { v: 1, tenantId, sessionId, nodeId: 'sfu-1', at: new Date().toISOString() };
      const text = JSON.stringify(SfuReport.parse({ ...base, type: 'viewers-changed', viewers: 1 }));
      await bed.redis.xadd(SFU_REPORT_STREAM, '*', 'report', text);
    }
  }
  const pending = async () => ((await bed.redis.xpending(SFU_REPORT_STREAM, SFU_REPORT_GROUP)) as [number])[0];

  it('hold back no other, come again, and after a bound lie among the dead letters until they are replayed', async () => {
    await report(sound, poison, sound);
    await reports.drain();
    expect(applied.filter((id) => id === sound).length).toBeGreaterThanOrEqual(2);
    expect(await pending()).toBe(1);
    expect(await listDeadLetters(10)).toEqual([]);

    for (let round = 1; round < MAX_DELIVERIES; round += 1) await reports.drain();
    expect(await pending()).toBe(0);
    const [letter] = await listDeadLetters(10);
    expect(letter).toMatchObject({
      lane: SFU_REPORT_LANE,
      name: 'viewers-changed',
      error: { message: 'always fails' },
    });

    cured = true;
    const others = { [SFU_REPORT_LANE]: (found: DeadLetter) => replaySfuReport(bed.redis, found) };
    const queue = { replay: () => Promise.reject(new Error('not a job')) };
    expect(await replayDeadLetter(queue, letter!.id, others)).toBe(true);
    await reports.drain();
    expect(applied).toContain(poison);
    expect(await listDeadLetters(10)).toEqual([]);
  });

  it('because a store is away are never put aside', async () => {
    away = true;
    await report(sound);
    for (let round = 0; round < MAX_DELIVERIES + 2; round += 1) await expect(reports.drain()).rejects.toThrow();
    expect(await listDeadLetters(10)).toEqual([]);
    away = false;
    applied.length = 0;
    await reports.drain();
    expect(applied).toEqual([sound]);
  });
});
