export { MediaClient, type MediaClientOptions } from './media-client.ts';
export { MediaProblem } from './signal-connection.ts';
export type { LocalProducer, MediaCloseReason, MediaEvents, MediaState, RemoteTrack } from './types.ts';
