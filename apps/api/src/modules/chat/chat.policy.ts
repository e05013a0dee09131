/** Whether somebody in a room may write: attendees and hosts alike until the session has ended. */
export const mayWrite = (status: 'scheduled' | 'live' | 'ended'): boolean => status !== 'ended';
