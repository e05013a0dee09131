import { expect, it } from '@jest/globals';
import { IntegrationError } from '../kit/errors.ts';
import type { AiPort, AiRequest } from './port.ts';

export interface AiFixture {
  readonly port: AiPort;
  /** A prompt that it answers, and what it answers then. */
  readonly prompt: string;
  readonly answer: RegExp;
}

/** What every writer must do; run it inside a `describe` of the adapter. */
export function aiContract(fixture: () => Promise<AiFixture>): void {
  const request = (change: Partial<AiRequest> = {}): AiRequest => ({
    ...{ system: 'You write one mail.', prompt: 'Write.', maxTokens: 500 },
    ...change,
  });

  it('J-05 answers piece by piece, and says what it used up', async () => {
    const { port, prompt, answer } = await fixture();
    const pieces: string[] = [];
    const { text, ...usage } = await port.complete(request({ prompt, onDelta: (piece) => void pieces.push(piece) }));
    expect(text).toMatch(answer);
    expect(pieces.join('')).toBe(text);
    for (const count of [usage.promptTokens, usage.outputTokens]) expect(count).toBeGreaterThan(0);
    expect(usage.costMicros).toBeLessThanOrEqual(port.mostMicros(request({ prompt: prompt.repeat(50) })));
    expect(Number.isInteger(usage.costMicros)).toBe(true);
    expect(usage.model).not.toBe('');
  });

  it('J-05 writes nothing for somebody who has gone', async () => {
    const { port, prompt } = await fixture();
    const left = port.complete(request({ prompt, signal: AbortSignal.abort() }));
    await expect(left).rejects.toMatchObject({ port: 'ai', code: 'aborted', retryable: false });
  });

  it.each<[string, Partial<AiRequest>]>([
    ['nothing', { prompt: '' }],
    ['no instructions', { system: '' }],
    ['more than a model can read', { prompt: 'a'.repeat(200_001) }],
    ['no answer', { maxTokens: 0 }],
  ])('refuses to be asked for %s', async (_what, change) => {
    const { port } = await fixture();
    const refused = port.complete(request(change));
    await expect(refused).rejects.toBeInstanceOf(IntegrationError);
    await expect(refused).rejects.toMatchObject({ port: 'ai', code: 'invalid-request', retryable: false });
  });
}
