import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transcriptionContract, type TranscriptionFixture } from './contract.ts';
import { createTranscription, SPEECH_FORMAT } from './index.ts';

const run = promisify(execFile);
const policy = { production: false, allowEmbedded: [] };

describe('transcription', () => {
  let dir: string;
  let files: TranscriptionFixture['files'];
  beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'stageline-speech-'));
    const file = (name: string) => path.join(dir, `${name}.wav`);
    const said = ['Welcome. We talked about the money.', 'This is another conversation about people.'];
    await Promise.all(
      said.map((text, index) => run('espeak-ng', ['-v', 'en-us', '-s', '130', '-w', file(`said${index}`), text])),
    );
    const format = ['-ar', String(SPEECH_FORMAT.sampleRate), '-ac', String(SPEECH_FORMAT.channels)];
    const silence = ['-f', 'lavfi', '-t', '4', '-i', 'anullsrc=r=22050:cl=mono'];
    const join = ['-filter_complex', '[0:a][1:a][2:a]concat=n=3:v=0:a=1'];
    await run('ffmpeg', [
      '-v',
      'error',
      '-i',
      file('said0'),
      ...silence,
      '-i',
      file('said1'),
      ...join,
      ...format,
      file('twice'),
    ]);
    await run('ffmpeg', ['-v', 'error', ...silence, ...format, file('silent')]);
    await writeFile(file('broken'), Buffer.from('RIFF and nothing that could be a sound'));
    files = { twice: file('twice'), silent: file('silent'), broken: file('broken') };
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  describe('embedded', () => {
    const open = async () => (await createTranscription({ kind: 'embedded' }, policy))!;
    transcriptionContract(async () => ({ port: await open(), files, heard: /\bwe\b.*\babout\b/ }));

    it('has one language, and says at once that it lacks another', async () => {
      const port = await open();
      expect([port.understands('en'), port.understands('de')]).toEqual([true, false]);
      await expect(port.transcribe(files.twice, 'de')).rejects.toMatchObject({ code: 'unsupported-language' });
    });

    it('says that it is not there where the program is not installed', async () => {
      const port = (await createTranscription({ kind: 'embedded', program: '/nowhere/pocketsphinx' }, policy))!;
      await expect(port.transcribe(files.twice, 'en')).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    });
  });

  describe('openai', () => {
    const segment = (start: number, end: number, text: string, more: object = {}) => ({
      id: 0,
      start,
      end,
      text,
      ...more,
    });
    const spoken = {
      text: ' Welcome. People.',
      segments: [
        segment(0.1, 2.4, ' Welcome, we talked about the money. ', {
          avg_logprob: Math.log(0.9),
          no_speech_prob: 0.01,
        }),
        segment(6.7, 9.8, ' This is another one about people.', { avg_logprob: Math.log(0.5), no_speech_prob: 0.2 }),
      ],
    };
    let peer: Server;
    let baseUrl: string;
    /** What the next requests are answered with; afterwards by what was sent. */
    let next: { status: number; body: unknown }[] = [];
    let asked: { fields: Record<string, string>; bytes: number; authorization: string | undefined }[] = [];

    async function read(request: IncomingMessage) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const headers = { 'content-type': request.headers['content-type']! };
      const form = await new Response(Buffer.concat(chunks), { headers }).formData();
      const sound = Buffer.from(await (form.get('file') as File).arrayBuffer());
      const fields = Object.fromEntries(
        [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      );
      asked.push({ fields, bytes: sound.byteLength, authorization: request.headers.authorization });
      if (!sound.equals(await readFile(files.twice)))
        return sound.byteLength < 100
          ? { status: 400, body: { error: { message: 'Invalid file format.', type: 'invalid_request_error' } } }
          : {
              status: 200,
              body: { text: 'Thank you.', segments: [segment(0, 3, 'Thank you.', { no_speech_prob: 0.97 })] },
            };
      return { status: 200, body: spoken };
    }
    beforeAll(async () => {
      peer = createServer((request, response) => {
        void read(request).then((own) => {
          const { status, body } = next.shift() ?? own;
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        });
      });
      await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
      baseUrl = `http://127.0.0.1:${(peer.address() as AddressInfo).port}/v1`;
    });
    afterAll(() => void peer.close());

    const open = async (timeoutMs?: number) => {
      [next, asked] = [[], []];
      const options = { kind: 'openai', apiKey: 'sk-test', baseUrl, model: 'whisper-1' } as const;
      return (await createTranscription({ ...options, ...(timeoutMs !== undefined && { timeoutMs }) }, policy))!;
    };
    const busy = (status: number) => ({ status, body: { error: { message: 'Later, please.' } } });

    transcriptionContract(async () => ({ port: await open(), files, heard: /\bwe\b.*\babout\b/ }));

    it('sends the sound with model, language and key, and keeps how sure it was', async () => {
      const port = await open();
      expect(await port.transcribe(files.twice, 'de')).toEqual([
        { startMs: 100, endMs: 2400, text: 'Welcome, we talked about the money.', confidence: expect.closeTo(0.9) },
        { startMs: 6700, endMs: 9800, text: 'This is another one about people.', confidence: expect.closeTo(0.5) },
      ]);
      expect(asked).toEqual([
        {
          fields: expect.objectContaining({ model: 'whisper-1', language: 'de', response_format: 'verbose_json' }),
          bytes: (await readFile(files.twice)).byteLength,
          authorization: 'Bearer sk-test',
        },
      ]);
    });

    it('tries again where the other side is busy or fails', async () => {
      const port = await open();
      next = [busy(429), busy(503)];
      expect(await port.transcribe(files.twice, 'en')).toHaveLength(2);
      expect(asked).toHaveLength(3);
    });

    it.each([
      [401, 'rejected'],
      [403, 'rejected'],
      [413, 'invalid-audio'],
    ])('does not try again after %d', async (status, code) => {
      const port = await open();
      next = [busy(status)];
      await expect(port.transcribe(files.twice, 'en')).rejects.toMatchObject({ code, retryable: false });
      expect(asked).toHaveLength(1);
    });

    it('G-02 takes no answer that it does not understand', async () => {
      const port = await open();
      const odd = { status: 200, body: { text: 'x', segments: [{ start: 'now', end: 3, text: 'x' }] } };
      next = [odd, odd, odd];
      await expect(port.transcribe(files.twice, 'en')).rejects.toMatchObject({ code: 'malformed-answer' });
    });
  });

  it('is off where that is said, and refuses an unknown kind and an embedded one in production', async () => {
    const production = { production: true, allowEmbedded: [] };
    expect(await createTranscription({ kind: 'off' }, production)).toBeNull();
    await expect(createTranscription({ kind: 'embedded' }, production)).rejects.toThrow('ALLOW_EMBEDDED');
    await expect(createTranscription({ kind: 'parrot' } as never, production)).rejects.toThrow('called parrot');
  });
});
