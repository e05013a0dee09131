import type { MediaSource, RoomRole } from '@stageline/contracts';

interface Permissions {
  /** What the role may send. */
  readonly sources: readonly MediaSource[];
  /** Whether the role counts as a viewer of the session. */
  readonly viewer: boolean;
}

/** What each role may do in a room. */
export const permissions: Readonly<Record<RoomRole, Permissions>> = {
  host: { sources: ['camera', 'microphone', 'screen'], viewer: false },
  attendee: { sources: [], viewer: true },
};

/** The kind of track that each source is. */
export const kindOfSource = { camera: 'video', screen: 'video', microphone: 'audio' } as const satisfies Record<
  MediaSource,
  'audio' | 'video'
>;
