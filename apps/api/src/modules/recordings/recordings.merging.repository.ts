import { movable } from '@stageline/platform/mongo';
import { RecordingTrackModel } from './recordings.model.ts';

/** What somebody sent while it was recorded, as it changes people in a merge. */
export const mergingTracks = movable(RecordingTrackModel, 'identity');
