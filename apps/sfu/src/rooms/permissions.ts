import type { MediaSource, RoomStanding } from '@stageline/contracts';

interface Permissions {
  /** What may be sent from there. */
  readonly sources: readonly MediaSource[];
  /** Whether they count as a viewer of the session. */
  readonly viewer: boolean;
  /** Whether they come in where the worker is full: what they show is why the others are here. */
  readonly alwaysAdmitted: boolean;
}

/** What somebody may do in a room, by where they stand. */
export const permissions: Readonly<Record<RoomStanding, Permissions>> = {
  host: { sources: ['camera', 'microphone', 'screen'], viewer: false, alwaysAdmitted: true },
  panelist: { sources: ['camera', 'microphone', 'screen'], viewer: true, alwaysAdmitted: true },
  invited: { sources: [], viewer: true, alwaysAdmitted: false },
  audience: { sources: [], viewer: true, alwaysAdmitted: false },
};

/** The kind of track that each source is. */
export const kindOfSource = { camera: 'video', screen: 'video', microphone: 'audio' } as const satisfies Record<
  MediaSource,
  'audio' | 'video'
>;
