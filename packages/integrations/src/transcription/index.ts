import { assertEmbeddedAllowed, type EmbeddedPolicy } from '../kit/embedded.ts';
import { createEmbeddedTranscription, type EmbeddedTranscriptionOptions } from './embedded.ts';
import type { OpenAiTranscriptionOptions } from './openai.ts';
import type { TranscriptionPort } from './port.ts';

export { IntegrationError } from '../kit/errors.ts';
export { SPEECH_FORMAT, type TranscriptionPort, type Utterance } from './port.ts';

export type TranscriptionConfig =
  | { readonly kind: 'off' }
  | ({ readonly kind: 'embedded' } & EmbeddedTranscriptionOptions)
  | ({ readonly kind: 'openai' } & OpenAiTranscriptionOptions);

/**
 * The recogniser that the configuration names; null where this platform writes no transcripts.
 * @throws Error for an unknown kind, and for the embedded one where production does not allow it
 */
export async function createTranscription(
  config: TranscriptionConfig,
  policy: EmbeddedPolicy,
): Promise<TranscriptionPort | null> {
  switch (config.kind) {
    case 'off':
      return null;
    case 'embedded':
      assertEmbeddedAllowed('transcription', policy);
      return createEmbeddedTranscription(config);
    case 'openai': {
      const { createOpenAiTranscription } = await import('./openai.ts');
      return createOpenAiTranscription(config);
    }
    default:
      throw new Error(`There is no transcription adapter called ${(config as { kind: string }).kind}.`);
  }
}
