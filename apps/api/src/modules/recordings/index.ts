export { createRecordingsModule, type RecordingsModule, type RecordingsModuleDeps } from './recordings.module.ts';
export type { RecordingReports } from './recording-reports.ts';
export type { RecordingsService } from './recordings.service.ts';
export type { RecordedSegment, RecordedTrack, RecordedTracks } from './recordings.types.ts';
export { recordingMoments, recordingStarts } from './recordings.moments.ts';
export { keptOf, recordedVoice, type RecordedVoice } from './recordings.voices.repository.ts';
export { mergingTracks } from './recordings.merging.repository.ts';
