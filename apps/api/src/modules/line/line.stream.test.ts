import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { line, type LineSnapshot } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { createEventStreams } from '../../realtime/event-streams.ts';
import { lineRoom } from './line.feed.ts';
import { createLineStream } from './line.stream.ts';

const tenantId = newId('tnt');
const snapshot: LineSnapshot = { entries: [], total: 0, cursor: 0, revision: 0, changes: [], truncated: false };

describe('a stream of the line in which nothing happens', () => {
  const streams = createEventStreams();
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('H-04 says every 20 seconds that it is there, so that no proxy takes it for dead', async () => {
    const stream = createLineStream({ snapshot: async () => snapshot }, streams);
    const reader = await runInTenant(tenantId, () => stream.follow('10.0.0.1', {}));
    const pieces: string[] = [];
    reader.on('data', (piece: Buffer | string) => pieces.push(String(piece)));
    const turn = async () => {
      for (let n = 0; n < 5; n += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    await turn();
    expect(pieces).toEqual([expect.stringMatching(/^retry: \d+\nid: 0-0\nevent: snapshot\n/)]);
    for (let beat = 1; beat <= 3; beat += 1) {
      jest.advanceTimersByTime(line.LINE_HEARTBEAT_MS - 1);
      await turn();
      expect(pieces).toHaveLength(beat);
      jest.advanceTimersByTime(1);
      await turn();
      // A comment, which the reader's browser drops.
      expect(pieces.slice(beat)).toEqual([':\n\n']);
    }
    // News does not wait for the beat.
    const delta = { from: 0, to: 1, total: 1, entries: [] };
    const room = lineRoom(tenantId);
    streams.hear({ kind: 'tell', namespace: '/line', room, event: 'line:joined', payload: delta });
    await turn();
    expect(pieces.at(-1)).toMatch(/^id: 1-0\nevent: joined\n/);
    reader.destroy();
    await turn();
    expect([streams.size, line.LINE_HEARTBEAT_MS]).toEqual([0, 20_000]);
  });
});
