export { MediaClient, type MediaClientOptions, type StageDirection } from './media-client.ts';
export { MediaProblem } from './signal-connection.ts';
export type { LocalProducer, MediaCloseReason, MediaEvents, MediaState, PeopleChange, RemoteTrack } from './types.ts';
