import type { RecordingId, SessionId } from '@stageline/contracts';
import { speechTurns } from '@stageline/domain';
import { findRows } from '@stageline/tenancy';
import type { Mark, MomentSource } from '../moments/index.ts';
import { TranscriptLineModel } from './transcripts.model.ts';
import type { TranscriptLineRow } from './transcripts.types.ts';

type SpokenRow = Pick<TranscriptLineRow, 'recordingId' | 'startMs' | 'endMs' | 'speaker' | 'text'>;
const FIELDS = { _id: 0, recordingId: 1, startMs: 1, endMs: 1, speaker: 1, text: 1 } as const;
/** Of one masterclass: more is said in a long day, and nobody reads it as marks. */
const MOST_LINES = 10_000;
const MOST_CHARS = 100;

const shortened = (text: string): string =>
  text.length <= MOST_CHARS ? text : `${text.slice(0, MOST_CHARS - 1).trimEnd()}…`;

/**
 * Who began to speak when, by the transcripts that can be read. Where there are more turns than fit, the longest stay.
 * @param startsOf when each recording of a session began
 */
export const speechMoments =
  (startsOf: (sessionId: SessionId) => Promise<ReadonlyMap<RecordingId, Date>>): MomentSource =>
  async ({ id: sessionId }, limit) => {
    const [starts, rows] = await Promise.all([
      startsOf(sessionId),
      findRows<SpokenRow>(
        TranscriptLineModel,
        { sessionId, shown: true },
        { projection: FIELDS, sort: { recordingId: 1, startMs: 1 }, limit: MOST_LINES },
      ),
    ]);
    const turns = [...Map.groupBy(rows, ({ recordingId }) => recordingId)].flatMap(([recordingId, lines]) => {
      const began = starts.get(recordingId);
      if (began === undefined) return [];
      return speechTurns(lines).map(({ startMs, endMs, speaker: name, text }) => {
        const mark: Mark = {
          kind: 'speech',
          id: `${recordingId}.${startMs}`,
          at: new Date(began.getTime() + startMs),
          text: shortened(text),
          name,
        };
        return { mark, lengthMs: endMs - startMs };
      });
    });
    return turns
      .toSorted((a, b) => b.lengthMs - a.lengthMs)
      .slice(0, limit)
      .map(({ mark }) => mark);
  };
