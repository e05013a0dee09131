import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordingId, SessionId, TenantId } from '@stageline/contracts';
import { createStorage } from '@stageline/integrations/storage';
import { createTranscription, SPEECH_FORMAT, type TranscriptionPort } from '@stageline/integrations/transcription';
import { newId } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { segmentPath } from '@stageline/platform/recordings';
import { afterFile, testRedis } from '@stageline/testing';
import { spokenSegments, type Segment } from '../../testing/spoken-sound.ts';
import { createCaptionWriter, type NewLine } from './caption-writer.ts';
import { createCaptionStore, type CaptionStore } from './captions.store.ts';
import { samplesOf, wavOf } from './wav.ts';

const SEGMENT_SECONDS = 2;
const policy = { production: false, allowEmbedded: [] };
const TALK = 'Welcome. We talked about the money. This is another conversation about people. We talked about time.';

let spoken: Segment[];
let store: CaptionStore;
let storage: ReturnType<typeof createStorage>;
let recogniser: TranscriptionPort;
beforeAll(async () => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'stageline-captions-'));
  afterFile(() => rm(directory, { recursive: true, force: true }));
  storage = createStorage({ kind: 'embedded', directory, secret: 'a-secret-of-the-tests', urlPrefix: '/s' }, policy);
  const redis = await connectRedis((await testRedis()).url, { name: 'test-captions' });
  afterFile(async () => redis.disconnect());
  store = createCaptionStore(redis);
  recogniser = (await createTranscription({ kind: 'embedded' }, policy))!;
  spoken = await spokenSegments(TALK, SEGMENT_SECONDS);
});

/** What somebody hears who understands nothing. */
const SOMETHING = { startMs: 0, endMs: 100, text: 'Something.', confidence: null };
type Sent = Segment & { readonly isCut?: boolean };
interface Told {
  /** Indexes of segments that never come. */
  readonly leftOut?: readonly number[];
  /** Where it matters what is heard, and not which words. */
  readonly isDeaf?: boolean;
}

/** Hears segments as a worker does, with the real recogniser; and what that was given. */
async function listen(segments: readonly Sent[], { leftOut = [], isDeaf = false }: Told = {}) {
  const place = { tenantId: newId('tnt') as TenantId, sessionId: newId('ses') as SessionId };
  const [recordingId, trackId]: [RecordingId, ReturnType<typeof newId<'trk'>>] = [newId('rec'), newId('trk')];
  const heard: { samples: Int16Array; lines: number }[] = [];
  const port: TranscriptionPort = {
    understands: recogniser.understands,
    async transcribe(file, language, signal) {
      const utterances = isDeaf ? [SOMETHING] : await recogniser.transcribe(file, language, signal);
      heard.push({ samples: samplesOf(await readFile(file)), lines: utterances.length });
      return utterances;
    },
  };
  const writer = createCaptionWriter({ store, storage, recogniser: port });
  const voice = { speaker: 'Kevin', fromHost: true, recordingStartedAt: new Date(0) };
  const hearing = { place, trackId, voice, language: 'en', signal: new AbortController().signal };
  const lines: NewLine[] = [];
  const tailOf = async () => (await store.tails(place)).get(trackId);
  for (const [index, { bytes, startMs, durationMs, isCut = false }] of segments.entries()) {
    if (leftOut.includes(index)) continue;
    const storageKey = segmentPath(place.tenantId, recordingId, trackId, index);
    await storage.put(storageKey, bytes);
    const segment = { storageKey, startMs, durationMs, bytes: bytes.byteLength, isCut };
    lines.push(...(await writer.next(hearing, await tailOf(), { recordingId, trackId, segment, toldAt: 0 })));
  }
  const end = { recordingId, trackId, segment: null, toldAt: 0 };
  lines.push(...(await writer.next(hearing, await tailOf(), end)));
  return { lines, heard, tail: await tailOf() };
}

const secondsOf = (samples: Int16Array) => samples.length / SPEECH_FORMAT.sampleRate;
/** How loud the last or first 40 ms are. */
const edge = (samples: Int16Array): number => Math.max(...samples.map(Math.abs));

describe('captions of a voice', () => {
  it('G-01 no word is cut between segments: each stretch that is heard begins and ends in a pause, and none is heard twice', async () => {
    expect(spoken.length).toBeGreaterThanOrEqual(4);
    const { lines, heard, tail } = await listen(spoken);
    expect(lines.map(({ text }) => text).join(' ')).toMatch(/\bwe\b/);
    expect(heard.length).toBeGreaterThanOrEqual(2);
    const milliseconds = 0.04 * SPEECH_FORMAT.sampleRate;
    for (const { samples } of heard.slice(0, -1)) expect(edge(samples.subarray(-milliseconds))).toBeLessThan(700);
    for (const { samples } of heard.slice(1)) expect(edge(samples.subarray(0, milliseconds))).toBeLessThan(700);
    const last = spoken.at(-1)!;
    const whole = (last.startMs + last.durationMs) / 1000;
    const sum = heard.reduce((seconds, { samples }) => seconds + secondsOf(samples), 0);
    expect(sum).toBeGreaterThan(whole - 1);
    expect(sum).toBeLessThan(whole + 0.2);
    expect(lines.map(({ startMs }) => startMs)).toEqual(lines.map(({ startMs }) => startMs).toSorted((a, b) => a - b));
    for (const { startMs, endMs, at } of lines) {
      expect(endMs).toBeLessThanOrEqual(whole * 1000 + 100);
      expect(Date.parse(at)).toBe(startMs);
    }
    expect(tail).toMatchObject({ segments: [], fromMs: last.startMs + last.durationMs });
  });

  it('G-01 a gap ends what came before it, and what comes after it has its own times', async () => {
    const { lines, heard } = await listen(spoken, { leftOut: [1], isDeaf: true });
    const [first] = heard;
    // All of the first segment, whether a word ends there or not.
    expect(secondsOf(first!.samples)).toBeLessThan(SEGMENT_SECONDS + 0.1);
    const after = spoken[2]!.startMs;
    expect(lines.some(({ startMs }) => startMs >= after)).toBe(true);
    expect(lines.filter(({ startMs }) => startMs >= SEGMENT_SECONDS * 1000 + 200 && startMs < after)).toEqual([]);
  });

  it('G-01 a segment that is told twice, or after the next one, is heard once or not at all', async () => {
    const [first, second, third] = spoken as [Segment, Segment, Segment];
    const { heard } = await listen([first, second, second, first, third, second], { isDeaf: true });
    const sum = heard.reduce((seconds, { samples }) => seconds + secondsOf(samples), 0);
    expect(sum).toBeGreaterThan(2 * SEGMENT_SECONDS);
    expect(sum).toBeLessThan(3 * SEGMENT_SECONDS + 0.2);
  });

  it('G-03 what lies in a file behind the beginning of a pause is not heard, and nothing waits for its end', async () => {
    const cut = { ...spoken[0]!, durationMs: 900, isCut: true };
    const { heard } = await listen([cut, { ...spoken[1]!, startMs: 950 }], { isDeaf: true });
    expect(secondsOf(heard[0]!.samples)).toBeCloseTo(0.9, 1);
    const sum = heard.reduce((seconds, { samples }) => seconds + secondsOf(samples), 0);
    expect(sum).toBeLessThan(0.9 + SEGMENT_SECONDS + 0.2);
  });
});

describe('sound files', () => {
  it('are read as they were written, also where other chunks lie before the samples', () => {
    const samples = Int16Array.from([0, 1, -1, 32_767, -32_768]);
    const wav = wavOf(samples);
    expect(samplesOf(wav)).toEqual(samples);
    const note = Buffer.from('LIST\u0003\u0000\u0000\u0000abc\u0000', 'latin1');
    expect(samplesOf(Buffer.concat([wav.subarray(0, 12), note, wav.subarray(12)]))).toEqual(samples);
    expect(samplesOf(wav.subarray(0, 20))).toEqual(new Int16Array(0));
  });
});
