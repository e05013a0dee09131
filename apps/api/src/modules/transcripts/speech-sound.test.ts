import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createStorage } from '@stageline/integrations/storage';
import { SPEECH_FORMAT } from '@stageline/integrations/transcription';
import type { RecordedSegment, RecordedTrack } from '../recordings/index.ts';
import { planSpeech } from './speech-parts.ts';
import { withSound } from './speech-sound.ts';

const run = promisify(execFile);
let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'stageline-speech-test-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

it('G-03 of a segment in which a pause began nothing is heard that comes after it', async () => {
  const storage = createStorage(
    { kind: 'embedded', directory: root, secret: 'nobody reads by address here', urlPrefix: '/storage' },
    { production: false, allowEmbedded: [] },
  );
  const file = path.join(root, 'tone.mkv');
  await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-t', '2', '-i', 'sine=220:r=48000', '-c:a', 'libopus', file]);
  const storageKey = 'tenants/tnt_1/tone.mkv';
  await storage.put(storageKey, await readFile(file));
  const segment = (startMs: number, durationMs: number, isCut: boolean): RecordedSegment => ({
    ...{ storageKey, startMs, durationMs, bytes: 1, isCut },
  });
  const heard = async (...segments: RecordedSegment[]) => {
    const [part] = planSpeech([{ trackId: 'trk_1', kind: 'audio', segments } as unknown as RecordedTrack]);
    const bytes = await withSound(storage, part!, async (sound) => (await stat(sound)).size);
    return Math.round(((bytes ?? 0) / 2 / SPEECH_FORMAT.sampleRate) * 10) / 10;
  };
  expect(await heard(segment(0, 2000, false), segment(2000, 2000, false))).toBe(4);
  expect(await heard(segment(0, 2000, false), segment(2000, 500, true))).toBe(2.5);
  expect(await heard(segment(7000, 300, true))).toBe(0.3);
});
