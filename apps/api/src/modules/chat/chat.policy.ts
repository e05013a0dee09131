import { ProblemError, type RoomRole } from '@stageline/contracts';

/** Whether somebody in a room may write: attendees and hosts alike until the session has ended. */
export const mayWrite = (status: 'scheduled' | 'live' | 'ended'): boolean => status !== 'ended';

/** `moderate`: take messages out, pin, mute, set the rules, and write regardless of them. `direct`: ask people onto the stage. */
export type ChatRight = 'moderate' | 'direct';

const rights: Readonly<Record<RoomRole, ReadonlySet<ChatRight>>> = {
  host: new Set(['moderate', 'direct']),
  cohost: new Set(['moderate', 'direct']),
  moderator: new Set(['moderate']),
  attendee: new Set(),
  observer: new Set(),
};

/** Whether a role in the room has a right in its chat. A role that is not known has none. */
export const hasChatRight = (role: RoomRole, right: ChatRight): boolean => rights[role]?.has(right) ?? false;

/** The roles that moderate. */
export const MODERATORS: readonly RoomRole[] = (Object.keys(rights) as RoomRole[]).filter((role) =>
  hasChatRight(role, 'moderate'),
);

/** @throws ProblemError `forbidden` to whoever has not got the right */
export function assertChatRight({ role }: { readonly role: RoomRole }, right: ChatRight): void {
  if (!hasChatRight(role, right)) throw new ProblemError('forbidden');
}

/** @throws ProblemError `forbidden` to whoever may not direct */
export const assertDirects = (claims: { readonly role: RoomRole }): void => assertChatRight(claims, 'direct');

/** @throws ProblemError `forbidden` to whoever may not moderate */
export const assertModerates = (claims: { readonly role: RoomRole }): void => assertChatRight(claims, 'moderate');
