import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@stageline/platform';
import { connectRedis, type Redis } from '@stageline/platform/redis';
import { eventually, testRedis } from '@stageline/testing';
import { findFfmpeg } from '../recording/ffmpeg.ts';
import { openRecordingBed, type RecordingBed, type Sending } from '../testing/recording-bed.ts';
import type { OnStage } from './on-stage.ts';
import { OverflowStream } from './overflow-stream.ts';

const run = promisify(execFile);

describe('the film of a room that is full', () => {
  let redis: Redis;
  let root: string;
  let bed: RecordingBed;
  let stream: OverflowStream | undefined;
  let stage: OnStage = { picture: null, voices: [] };
  beforeAll(async () => {
    redis = await connectRedis((await testRedis()).url, { name: 'overflow-test' });
    root = await mkdtemp(path.join(tmpdir(), 'stageline-films-'));
    bed = await openRecordingBed(root, redis);
  });
  afterEach(() => {
    stream?.close();
    stage = { picture: null, voices: [] };
  });
  afterAll(async () => {
    await bed.close();
    await redis.quit();
    await rm(root, { recursive: true, force: true });
  });

  let films = 0;
  const directory = () => path.join(root, `film-${films}`);
  const open = (onEnded: () => void = () => undefined) => {
    films += 1;
    return (stream = new OverflowStream({
      ffmpeg: findFfmpeg(process.env['PATH'] ?? '') ?? '',
      lines: 144,
      directory: directory(),
      router: bed.router,
      onStage: () => stage,
      onEnded,
      logger: createLogger({ service: 'sfu', level: 'silent' }),
    }));
  };
  const segments = async (): Promise<number[]> => {
    const playlist = await stream?.read('live.m3u8');
    return playlist == null
      ? []
      : [...(await text(playlist)).matchAll(/^(\d+)\.m4s$/gm)].map(([, index]) => Number(index));
  };
  /** How bright a segment is, and how loud at its loudest, in dB. */
  async function look(index: number): Promise<{ light: number; loud: number }> {
    const file = path.join(directory(), `seen-${index}.mp4`);
    await run('sh', ['-c', `cat init.mp4 ${index}.m4s > ${file}`], { cwd: directory() });
    const meters = ['-vf', 'signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-', '-af', 'volumedetect'];
    const { stdout, stderr } = await run('ffmpeg', ['-hide_banner', '-i', file, ...meters, '-f', 'null', '-']);
    const light = [...stdout.matchAll(/YAVG=([\d.]+)/g)].map(([, value]) => Number(value));
    return { light: Math.max(...light), loud: Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1] ?? -91) };
  }
  const eventuallyLooks = (fits: (seen: { light: number; loud: number }) => boolean, what: string) =>
    eventually(
      async () => {
        const latest = (await segments()).at(-1);
        return latest !== undefined && fits(await look(latest));
      },
      { what, timeoutMs: 50_000 },
    );
  const take = ({ producer: media }: Sending, source: 'camera' | 'microphone') => ({ media, source });

  it('C-02 shows what is on the stage, and goes on, dark and silent, where nothing is', async () => {
    open();
    await eventuallyLooks(({ light, loud }) => light < 20 && loud < -60, 'a film of an empty stage');
    const [camera, microphone] = [await bed.send('camera'), await bed.send('microphone')];
    stage = { picture: take(camera, 'camera'), voices: [take(microphone, 'microphone')] };
    stream?.changed();
    await eventuallyLooks(({ light, loud }) => light > 50 && loud > -30, 'the camera and the voice');
    // The camera is off, and the voice is lost on its way without a word.
    microphone.stop();
    stage = { picture: null, voices: stage.voices };
    stream?.changed();
    await eventuallyLooks(({ light, loud }) => light < 20 && loud < -60, 'the film to go on without them');
    camera.stop();
    // Ten seconds and more by now.
    expect((await segments()).length).toBeLessThanOrEqual(8);
  }, 180_000);

  it('C-02 leaves nothing behind, and tells it when its encoder is lost', async () => {
    let ended = 0;
    const film = open(() => void (ended += 1));
    await eventually(async () => (await segments()).length > 0, { what: 'a first segment' });
    process.kill(film.pid as number, 'SIGKILL');
    await eventually(() => ended === 1, { what: 'the word that it ended' });
    expect(await film.read('live.m3u8')).toBeNull();
    await eventually(async () => !(await readdir(root)).includes(path.basename(directory())), {
      what: 'its files to be gone',
    });
  });
});
