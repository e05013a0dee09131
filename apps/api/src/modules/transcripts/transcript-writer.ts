import type { RecordingId, TranscriptFailure } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import { IntegrationError, type TranscriptionPort, type Utterance } from '@stageline/integrations/transcription';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { RecordingsService } from '../recordings/index.ts';
import { planSpeech, type SpeechPart } from './speech-parts.ts';
import { withSound } from './speech-sound.ts';
import type { TranscriptsRepository } from './transcripts.repository.ts';
import type { TranscriptRow } from './transcripts.types.ts';

export interface TranscriptWriterDeps {
  readonly repository: TranscriptsRepository;
  readonly recordings: Pick<RecordingsService, 'tracksOf'>;
  /** Null where this platform has none. */
  readonly recogniser: TranscriptionPort | null;
  readonly storage: Pick<StoragePort, 'get'>;
  readonly unitOfWork: UnitOfWork;
  readonly tell: (recordingId: RecordingId) => Promise<void>;
}

/** Recognises what the speakers of a recording said, one part after the other (G-01, G-02). */
export function createTranscriptWriter(deps: TranscriptWriterDeps) {
  const { repository, recordings, recogniser, storage, unitOfWork, tell } = deps;

  async function fail(recordingId: RecordingId, pass: number, failure: TranscriptFailure): Promise<void> {
    if (await unitOfWork.run(() => repository.fail(recordingId, pass, failure))) await tell(recordingId);
  }

  /** A part that is no sound says nothing; it must not cost the others. */
  async function listen(part: SpeechPart, language: string, port: TranscriptionPort): Promise<readonly Utterance[]> {
    try {
      return (await withSound(storage, part, (file) => port.transcribe(file, language))) ?? [];
    } catch (error) {
      if (error instanceof IntegrationError && error.code === 'invalid-audio') return [];
      throw error;
    }
  }

  /** Once: lines and the mark that they are there are one transaction. */
  async function keep(row: TranscriptRow, part: SpeechPart, utterances: readonly Utterance[]): Promise<void> {
    const { _id: recordingId, sessionId, pass } = row;
    const { identity, displayName: speaker, fromHost } = part.track;
    const common = {
      recordingId,
      pass,
      sessionId,
      version: 1,
      identity,
      speaker,
      fromHost,
      edited: false,
      shown: false,
    };
    const lines = utterances.map(({ startMs, endMs, text, confidence }) => ({
      ...common,
      startMs: part.startMs + startMs,
      endMs: part.startMs + endMs,
      text,
      confidence,
    }));
    await unitOfWork.run(async () => {
      if (await repository.markDone(recordingId, pass, part.name)) await repository.insertLines(lines);
    });
  }

  return {
    /**
     * Writes a pass, or the rest of it. Harmless for one that is over.
     * @throws IntegrationError that another attempt may mend
     */
    async write(recordingId: RecordingId, pass: number): Promise<void> {
      const row = await repository.find(recordingId);
      if (row?.state !== 'writing' || row.pass !== pass) return;
      if (recogniser === null) return fail(recordingId, pass, 'no-recogniser');
      if (!recogniser.understands(row.language)) return fail(recordingId, pass, 'unsupported-language');
      const { tracks } = await recordings.tracksOf(recordingId);
      const parts = planSpeech(tracks);
      await repository.setParts(recordingId, pass, parts.length);
      for (const part of parts.filter(({ name }) => !row.done.includes(name))) {
        // Removed, or begun anew by somebody who gave it up: nothing is recognised for nobody.
        const now = await repository.find(recordingId);
        if (now?.state !== 'writing' || now.pass !== pass) return;
        try {
          await keep(row, part, await listen(part, row.language, recogniser));
        } catch (error) {
          if (error instanceof IntegrationError && !error.retryable)
            return fail(recordingId, pass, 'recognition-failed');
          throw error;
        }
        await tell(recordingId);
      }
      await unitOfWork.run(() => repository.show(recordingId, pass));
      await tell(recordingId);
    },

    /** Every attempt has failed. */
    giveUp: (recordingId: RecordingId, pass: number): Promise<void> => fail(recordingId, pass, 'recognition-failed'),
  };
}
export type TranscriptWriter = ReturnType<typeof createTranscriptWriter>;
