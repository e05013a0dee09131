import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { inspectText } from '@stageline/domain';
import { createStorage } from '@stageline/integrations/storage';
import { newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { afterFile } from '@stageline/testing';
import { readFile } from './file-reading.ts';
import { createWebinarFiles, HEAD_BYTES } from './webinar-files.ts';
import type { WebinarFileRow } from './webinars.types.ts';

const ROWS = 50_000;

describe('a file of 50,000 rows', () => {
  it('K-14 is read as it comes, in chunks that are small, and its progress is told', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'stageline-webinar-'));
    afterFile(() => rm(directory, { recursive: true, force: true }));
    const storage = createStorage(
      { kind: 'embedded', directory, secret: 'secret', urlPrefix: '/storage' },
      { production: false, allowEmbedded: [] },
    );
    const files = createWebinarFiles(storage);
    const place = { webinarId: newId('wbn'), _id: newId('wfl') };
    await runInTenant(newId('tnt'), async () => {
      async function* content() {
        yield Buffer.from('Name,Email,Attended,Attendance %,Join Time\n');
        for (let at = 0; at < ROWS; at += 1000)
          yield Buffer.from(
            Array.from(
              { length: 1000 },
              (_, of) => `Person ${at + of},p${at + of}@example.com,Yes,${of % 101}%,2026-10-01 18:00:00\n`,
            ).join(''),
          );
      }
      const { head, bytes } = await files.receive(place, content());
      expect(head.length).toBeLessThanOrEqual(HEAD_BYTES);
      expect(bytes).toBeGreaterThan(5 * HEAD_BYTES);
      const inspection = inspectText(head, false, { timeZone: 'UTC' })!;
      const chunks: number[] = [];
      const watched = {
        ...files,
        async *rows(...asked: Parameters<typeof files.rows>) {
          for await (const rows of files.rows(...asked)) {
            chunks.push(rows.length);
            yield rows;
          }
        },
      };
      const file = { ...place, inspection, plan: inspection.plan, isWorkbook: false } as unknown as WebinarFileRow;
      const told: number[] = [];
      const read = await readFile(watched, file, null, { onRows: async (rows) => void told.push(rows) });
      expect(read.report).toMatchObject({ rows: ROWS, kept: ROWS, repaired: 0, skipped: 0, persons: ROWS });
      expect(read.people).toHaveLength(ROWS);
      // Never more than a tenth of it is held as rows at once.
      expect(chunks.reduce((sum, count) => sum + count, 0)).toBe(ROWS + 1);
      expect(chunks.length).toBeGreaterThan(10);
      expect(Math.max(...chunks)).toBeLessThan(ROWS / 10);
      expect(told.length).toBeGreaterThanOrEqual(4);
      expect(told).toEqual([...told].sort((a, b) => a - b));
    });
  });
});
