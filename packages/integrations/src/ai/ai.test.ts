import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, startAiPeer, type AiPeer, type AiPeerAnswer } from '@stageline/testing';
import { withAttempts } from './attempts.ts';
import { aiContract } from './contract.ts';
import { startCopyAiPeer } from './copyai-peer.ts';
import { createCopyAi } from './copyai.ts';
import { createEmbeddedAi } from './embedded.ts';
import { createAi, type AiPort } from './index.ts';
import { createOpenAi, retryAfterOf } from './openai.ts';

const request = { system: 'You write one mail.', prompt: 'Write.', maxTokens: 500 };
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

describe('ai', () => {
  describe('embedded', () => {
    aiContract(async () => ({
      port: createEmbeddedAi({ write: (prompt) => (prompt.startsWith('Facts') ? 'Dear Ana,\n\nhello!' : null) }),
      prompt: 'Facts of Ana',
      answer: /^Dear Ana/,
    }));

    it('says of what it has no template for that it will not', async () => {
      expect(await codeOf(createEmbeddedAi({ write: () => null }).complete(request))).toBe('rejected');
    });
  });

  describe('openai', () => {
    let peer: AiPeer;
    let next: AiPeerAnswer[] = [];
    let port: AiPort;
    const options = () => ({ apiKey: 'sk-test', baseUrl: peer.baseUrl, model: 'gpt-4o-mini' });
    beforeAll(async () => {
      peer = await startAiPeer(({ model }) => next.shift() ?? { text: `Dear Ana, this is ${model} – with an “ö”.` });
      port = await createOpenAi(options());
    });
    const answer = (...answers: AiPeerAnswer[]) => {
      next = answers;
    };

    aiContract(async () => ({ port, prompt: 'Write to Ana. '.repeat(200), answer: /^Dear Ana, .*“ö”\.$/ }));

    it('J-05 counts tokens as the server does, and money by the price of the model', async () => {
      const { text: _text, ...usage } = await port.complete({ ...request, json: true });
      // 1,000 tokens at 0.15 and 200 at 0.60 dollars per million.
      expect(usage).toEqual({ promptTokens: 1000, outputTokens: 200, costMicros: 270, model: 'gpt-4o-mini' });
      expect(peer.requests.at(-1)).toMatchObject({ json: true, system: request.system, prompt: 'Write.' });
      answer({ text: 'Hello', fault: 'no-usage' });
      expect((await port.complete(request)).costMicros).toBeGreaterThan(0);
    });

    it.each<[AiPeerAnswer, string, boolean]>([
      [{ status: 429, retryAfter: '1' }, 'busy', true],
      [{ status: 429, code: 'insufficient_quota' }, 'rejected', false],
      [{ status: 500 }, 'unavailable', true],
      [{ status: 503 }, 'unavailable', true],
      [{ status: 400 }, 'rejected', false],
      [{ status: 400, code: 'content_filter' }, 'refused', false],
      [{ text: 'Dear', fault: 'malformed' }, 'malformed-answer', true],
      [{ text: 'Dear', fault: 'cut' }, 'cut-off', true],
      [{ text: 'Dear', fault: 'length' }, 'cut-off', true],
      [{ text: '', fault: 'refusal' }, 'refused', false],
      [{ text: 'Dear', fault: 'filter' }, 'refused', false],
      [{ text: ' ' }, 'malformed-answer', true],
      [{ fault: 'silent' }, 'timeout', true],
    ])('J-05 says what went wrong: %j is %s', async (said, code, retryable) => {
      // Only of one that says nothing is the silence short: a busy machine is silent for a while, too.
      const limits = code === 'timeout' ? { timeoutMs: 2000, idleMs: 300 } : {};
      const fresh = await createOpenAi({ ...options(), ...limits });
      answer(said);
      await expect(fresh.complete(request)).rejects.toMatchObject({ port: 'ai', code, retryable });
    });

    it('J-05 stops reading what does not end', async () => {
      answer({ text: 'x'.repeat(20_000) });
      await expect((await createOpenAi(options())).complete(request)).rejects.toMatchObject({
        code: 'malformed-answer',
      });
    });

    it('J-05 says what a lost answer may have cost, and that a refused request cost nothing', async () => {
      const fresh = await createOpenAi(options());
      answer({ text: 'Dear', fault: 'cut' });
      await expect(fresh.complete(request)).rejects.toMatchObject({ usage: { costMicros: expect.any(Number) } });
      answer({ status: 503 });
      await expect(fresh.complete(request)).rejects.toMatchObject({ usage: null });
    });

    it('J-05 ends a stream that nobody wants any more', async () => {
      const stop = new AbortController();
      answer({ fault: 'silent' });
      const before = peer.aborted();
      const asked = codeOf(port.complete({ ...request, signal: stop.signal }));
      setTimeout(() => stop.abort(), 50);
      expect(await asked).toBe('aborted');
      await eventually(async () => peer.aborted() > before, { what: 'the stream to be closed' });
    });

    it('J-05 asks three times with pauses, and the last time another model', async () => {
      const fresh = await createOpenAi({ ...options(), fallbackModel: 'gpt-4.1-mini' });
      const before = peer.requests.length;
      const costs: (number | null)[] = [];
      answer({ status: 503 }, { text: 'no JSON' });
      const { value, attempts } = await withAttempts(fresh, request, {
        accept: (text) => {
          if (text === 'no JSON') throw new Error('no JSON');
          return text;
        },
        baseDelayMs: 5,
        end: async (usage) => void costs.push(usage?.costMicros ?? null),
      });
      expect({ value, attempts }).toEqual({ value: 'Dear Ana, this is gpt-4.1-mini – with an “ö”.', attempts: 3 });
      expect(peer.requests.slice(before).map(({ model }) => model)).toEqual([
        'gpt-4o-mini',
        'gpt-4o-mini',
        'gpt-4.1-mini',
      ]);
      // Nothing for what was not answered; the answer that was of no use cost all the same.
      expect(costs).toEqual([null, 270, 720]);
      answer({ status: 503 }, { status: 503 }, { status: 503 });
      expect(await codeOf(withAttempts(fresh, request, { accept: String, baseDelayMs: 5 }))).toBe('unavailable');
    });

    it('J-05 waits as long as it is asked to, and not for ever', async () => {
      const fresh = await createOpenAi(options());
      answer({ status: 429, retryAfter: '1' });
      const began = performance.now();
      await withAttempts(fresh, request, { accept: String, baseDelayMs: 5 });
      expect(performance.now() - began).toBeGreaterThan(950);
      answer({ status: 429, retryAfter: '600' });
      const before = peer.requests.length;
      expect(await codeOf(withAttempts(fresh, request, { accept: String, baseDelayMs: 5 }))).toBe('busy');
      expect(peer.requests).toHaveLength(before + 1);
      expect([retryAfterOf('2'), retryAfterOf('soon'), retryAfterOf(new Date(0).toUTCString())]).toEqual([
        2000,
        null,
        0,
      ]);
    });

    it('J-05 what the budget says before a request ends all', async () => {
      const before = peer.requests.length;
      const begin = async () => Promise.reject(new Error('no budget'));
      await expect(withAttempts(port, request, { accept: String, begin })).rejects.toThrow('no budget');
      expect(peer.requests).toHaveLength(before);
    });

    it('J-05 leaves a server alone that has failed many times in a row', async () => {
      const fresh = await createOpenAi(options());
      for (let time = 0; time < 20; time += 1) {
        answer({ status: 503 });
        await codeOf(fresh.complete(request));
      }
      expect(await codeOf(fresh.complete(request))).toBe('circuit-open');
    });

    it('takes no model that nobody has said the price of', async () => {
      const other = { ...options(), model: 'own-model' };
      await expect(createOpenAi(other)).rejects.toThrow('AI_PRICES');
      const priced = await createOpenAi({ ...other, prices: { 'own-model': { prompt: 1_000_000, output: 0 } } });
      expect((await priced.complete(request)).costMicros).toBe(1000);
    });
  });

  describe('copy.ai', () => {
    let peer: Awaited<ReturnType<typeof startCopyAiPeer>>;
    beforeAll(async () => {
      peer = await startCopyAiPeer(({ prompt }) => `Dear Ana: ${prompt}`);
    });
    afterAll(() => peer.close());

    aiContract(async () => ({ port: createCopyAi(peer.options), prompt: 'Write.', answer: /^Dear Ana: Write\.$/ }));

    it('J-05 starts a run once, however often its way gets lost', async () => {
      const before = peer.runs.size;
      peer.polls.push('lost', 503, 429);
      expect((await createCopyAi(peer.options).complete(request)).costMicros).toBe(20_000);
      expect(peer.runs.size).toBe(before + 1);
    });

    it.each<[string, (to: typeof peer) => void, string, boolean]>([
      ['too many at once', (to) => to.starts.push(429), 'busy', true],
      ['no credits there', (to) => to.starts.push(400), 'rejected', false],
      ['nobody there', (to) => to.starts.push('lost'), 'unavailable', true],
      ['no run', (to) => to.starts.push('malformed'), 'malformed-answer', true],
      ['a run that failed', (to) => to.polls.push('failed'), 'malformed-answer', true],
    ])('J-05 says what went wrong: %s', async (_what, fail, code, retryable) => {
      fail(peer);
      await expect(createCopyAi(peer.options).complete(request)).rejects.toMatchObject({ code, retryable });
    });

    it('J-05 does not wait for ever, and knows that the run costs', async () => {
      const slow = createCopyAi({ ...peer.options, pollMs: 60_000, timeoutMs: 1500 });
      await expect(slow.complete(request)).rejects.toMatchObject({ code: 'timeout', usage: { costMicros: 20_000 } });
      const stranger = createCopyAi({ ...peer.options, apiKey: 'another' });
      await expect(stranger.complete(request)).rejects.toMatchObject({ code: 'rejected', usage: null });
    });
  });

  it('is off where that is said, and refuses an unknown kind and an embedded one in production', async () => {
    const production = { production: true, allowEmbedded: [] };
    expect(await createAi({ kind: 'off' }, production)).toBeNull();
    await expect(createAi({ kind: 'embedded', write: () => null }, production)).rejects.toThrow('ALLOW_EMBEDDED');
    await expect(createAi({ kind: 'oracle' } as never, production)).rejects.toThrow('called oracle');
  });
});
