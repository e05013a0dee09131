import { AiError, parseRequest, tokensOf, type AiPort } from './port.ts';

export interface EmbeddedAiOptions {
  /** Makes the answer of what a prompt holds; null for a prompt that it has no template for. */
  readonly write: (prompt: string) => string | null;
}

/** The name under which its texts are told from a model's. */
export const TEMPLATE_MODEL = 'stageline-templates';

/** Asks nobody: fills templates with the facts of the prompt, always the same for the same facts. */
export const createEmbeddedAi = ({ write }: EmbeddedAiOptions): AiPort => ({
  kind: 'template',
  model: TEMPLATE_MODEL,
  fallbackModel: null,
  mostMicros: () => 0,
  async complete(request) {
    const { system, prompt, onDelta } = parseRequest(request);
    const text = write(prompt);
    if (text === null) throw new AiError('rejected');
    for (const piece of text.match(/\S+\s*|\s+/g) ?? []) onDelta?.(piece);
    const tokens = { promptTokens: tokensOf(system + prompt), outputTokens: tokensOf(text) };
    return { text, ...tokens, costMicros: 0, model: TEMPLATE_MODEL };
  },
});
