import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SFU_REPORT_STREAM, SfuReport } from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import { startRedis } from '@stageline/platform/embedded';
import { connectRedis } from '@stageline/platform/redis';
import { afterFile, eventually } from '@stageline/testing';
import { ReportWriter } from './report-writer.ts';

const report = (viewers: number): SfuReport => ({
  v: 1,
  type: 'viewers-changed',
  tenantId: newId('tnt'),
  sessionId: newId('ses'),
  at: new Date().toISOString(),
  nodeId: 'node',
  viewers,
});

describe('reports', () => {
  it('wait while Redis is away and are written in order when it is back', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'stageline-reports-'));
    afterFile(() => rm(dir, { recursive: true, force: true }));
    const first = await startRedis({ dir });
    const redis = await connectRedis(first.uri, { name: 'reports-test' });
    const writer = new ReportWriter(redis, createLogger({ service: 'test', level: 'silent' }));
    writer.write(report(1));
    await eventually(async () => (await redis.xlen(SFU_REPORT_STREAM)) === 1);
    await first.stop();
    for (let viewers = 2; viewers <= 500; viewers += 1) writer.write(report(viewers));

    const second = await startRedis({ dir, port: first.port });
    afterFile(async () => {
      redis.disconnect();
      await second.stop();
    });
    await writer.close(10_000);
    const entries = await redis.xrange(SFU_REPORT_STREAM, '-', '+');
    const written = entries.map(([, fields]) => SfuReport.parse(JSON.parse(fields[1] ?? '')));
    const viewers = written.map((entry) => (entry.type === 'viewers-changed' ? entry.viewers : 0));
    expect([...new Set(viewers)]).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });
});
