import { expect, it } from '@jest/globals';
import { IntegrationError } from '../kit/errors.ts';
import { Utterance, type TranscriptionPort } from './port.ts';

export interface TranscriptionFixture {
  readonly port: TranscriptionPort;
  /** Sound files of `SPEECH_FORMAT`; `twice` has two sentences with some seconds of silence between them. */
  readonly files: { readonly twice: string; readonly silent: string; readonly broken: string };
  /** Words of `twice`, in their order, that every recogniser has to hear. */
  readonly heard: RegExp;
}

/** What every recogniser must do; run it inside a `describe` of the adapter. */
export function transcriptionContract(fixture: () => Promise<TranscriptionFixture>): void {
  it('G-01 says what was said and when, in order of time', async () => {
    const { port, files, heard } = await fixture();
    const utterances = await port.transcribe(files.twice, 'en');
    expect(utterances.length).toBeGreaterThanOrEqual(2);
    for (const [index, utterance] of utterances.entries()) {
      expect(Utterance.parse(utterance)).toEqual(utterance);
      expect(utterance.endMs).toBeGreaterThan(utterance.startMs);
      expect(utterance.startMs).toBeGreaterThanOrEqual(utterances[index - 1]?.endMs ?? 0);
    }
    expect(utterances.map(({ text }) => text).join(' ')).toMatch(heard);
    expect(utterances[1]!.startMs - utterances[0]!.endMs).toBeGreaterThan(2000);
  });

  it('G-02 hears nothing where nobody speaks', async () => {
    const { port, files } = await fixture();
    expect(await port.transcribe(files.silent, 'en')).toEqual([]);
  });

  it('G-02 refuses what is no sound, for good', async () => {
    const { port, files } = await fixture();
    const refused = port.transcribe(files.broken, 'en');
    await expect(refused).rejects.toBeInstanceOf(IntegrationError);
    await expect(refused).rejects.toMatchObject({ port: 'transcription', code: 'invalid-audio', retryable: false });
  });

  it('ends when it is told to', async () => {
    const { port, files } = await fixture();
    const stop = AbortSignal.abort();
    await expect(port.transcribe(files.twice, 'en', stop)).rejects.toThrow();
  });
}
