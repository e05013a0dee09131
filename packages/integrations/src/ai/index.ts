import { assertEmbeddedAllowed, type EmbeddedPolicy } from '../kit/embedded.ts';
import type { CopyAiOptions } from './copyai.ts';
import { createEmbeddedAi, type EmbeddedAiOptions } from './embedded.ts';
import type { OpenAiOptions } from './openai.ts';
import type { AiPort } from './port.ts';

export { withAttempts, type Accepted, type Attempts } from './attempts.ts';
export { TEMPLATE_MODEL } from './embedded.ts';
export { AiError, tokensOf, type AiAnswer, type AiPort, type AiRequest, type AiUsage } from './port.ts';
export type { AiPrice } from './prices.ts';

export type AiConfig =
  | { readonly kind: 'off' }
  | ({ readonly kind: 'embedded' } & EmbeddedAiOptions)
  | ({ readonly kind: 'openai' } & OpenAiOptions)
  | ({ readonly kind: 'copyai' } & CopyAiOptions);

/**
 * The writer that the configuration names; null where this platform asks none.
 * @throws Error for an unknown kind, and for a model without a price
 */
export async function createAi(config: AiConfig, policy: EmbeddedPolicy): Promise<AiPort | null> {
  switch (config.kind) {
    case 'off':
      return null;
    case 'embedded':
      assertEmbeddedAllowed('ai', policy);
      return createEmbeddedAi(config);
    case 'openai': {
      const { createOpenAi } = await import('./openai.ts');
      return createOpenAi(config);
    }
    case 'copyai': {
      const { createCopyAi } = await import('./copyai.ts');
      return createCopyAi(config);
    }
    default:
      throw new Error(`There is no AI adapter called ${(config as { kind: string }).kind}.`);
  }
}
