import type { MediaSource, RoomRole, RoomStanding } from '@stageline/contracts';

interface Permissions {
  /** What may be sent from there. */
  readonly sources: readonly MediaSource[];
  /** Whether they come in where the worker is full: what they show is why the others are here. */
  readonly alwaysAdmitted: boolean;
}

interface RolePermissions {
  /** Whether they are on the stage without having been asked there. */
  readonly onStage: boolean;
  /** Of the team: not counted as a viewer, and behind the stage before the session is live. */
  readonly team: boolean;
  /** In no list, no number and no report, and nobody's to ask onto the stage. */
  readonly hidden: boolean;
}

/** What somebody may do in a room by what they are there. */
export const rolePermissions: Readonly<Record<RoomRole, RolePermissions>> = {
  host: { onStage: true, team: true, hidden: false },
  cohost: { onStage: true, team: true, hidden: false },
  moderator: { onStage: false, team: true, hidden: false },
  attendee: { onStage: false, team: false, hidden: false },
  observer: { onStage: false, team: false, hidden: true },
};

/** What somebody may do in a room, by where they stand. */
export const permissions: Readonly<Record<RoomStanding, Permissions>> = {
  host: { sources: ['camera', 'microphone', 'screen'], alwaysAdmitted: true },
  panelist: { sources: ['camera', 'microphone', 'screen'], alwaysAdmitted: true },
  // Five at most, who are about to be seen.
  invited: { sources: [], alwaysAdmitted: true },
  audience: { sources: [], alwaysAdmitted: false },
};

/** The kind of track that each source is. */
export const kindOfSource = { camera: 'video', screen: 'video', microphone: 'audio' } as const satisfies Record<
  MediaSource,
  'audio' | 'video'
>;
