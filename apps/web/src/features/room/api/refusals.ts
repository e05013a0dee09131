import { ApiProblem } from '../../../shared/lib/api.ts';

/** Whether asking again for tickets is in vain: the link or the log-in is over, or the session is gone. */
export const isFinalRefusal = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  (error.status === 401 || error.status === 403 || error.status === 404 || error.status === 400);

/** Whether somebody was shut out of the room. */
export const isBanned = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'room-banned';
