export type { Rendition } from './piece-command.ts';
export { watchedShares } from './replay-shares.repository.ts';
export { readPlaylist } from './playlists.ts';
export { mergingReplayClicks, mergingReplayViews } from './replays.merging.repository.ts';
export { createReplaysModule, type ReplaysModule, type ReplaysModuleDeps } from './replays.module.ts';
export type { RecordedTrack, RecordedTracks, Registrant } from './replays.types.ts';
