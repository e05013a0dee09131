/**
 * The media client with mediasoup, in a chunk of its own: the lobby and the device check are there before it, and it is
 * there before anybody goes live.
 */
export const loadMediaClient = () => import('../../../realtime/media/index.ts').then((module) => module.MediaClient);
