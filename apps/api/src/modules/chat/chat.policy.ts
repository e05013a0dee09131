import { ProblemError, type RoomRole } from '@stageline/contracts';

/** Whether somebody in a room may write: attendees and hosts alike until the session has ended. */
export const mayWrite = (status: 'scheduled' | 'live' | 'ended'): boolean => status !== 'ended';

/** `moderate`: take messages out, pin, mute, set the rules, and write regardless of them. */
export type ChatRight = 'moderate';

const rights: Readonly<Record<RoomRole, ReadonlySet<ChatRight>>> = {
  host: new Set(['moderate']),
  attendee: new Set(),
};

/** Whether a role in the room has a right in its chat. A role that is not known has none. */
export const hasChatRight = (role: RoomRole, right: ChatRight): boolean => rights[role]?.has(right) ?? false;

/** @throws ProblemError `forbidden` to whoever may not moderate */
export function assertModerates({ role }: { readonly role: RoomRole }): void {
  if (!hasChatRight(role, 'moderate')) throw new ProblemError('forbidden');
}
