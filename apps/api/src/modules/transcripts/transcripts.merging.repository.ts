import { movable } from '@stageline/platform/mongo';
import { TranscriptLineModel } from './transcripts.model.ts';

/** What somebody said, as it changes people in a merge. */
export const mergingSpeech = movable(TranscriptLineModel, 'identity');
