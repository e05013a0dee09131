import { ProblemError, type Problem } from '@stageline/contracts';
import { io, type Socket } from 'socket.io-client';

const CONNECT_WITHIN_MS = 3_000;

/**
 * Opens one socket to another sfu. It never comes back by itself, because what it stood for is gone with it.
 * @throws ProblemError when the other refuses with a reason; Error when it does not answer
 */
export async function connectTo(url: string, path: string, auth: Record<string, string>): Promise<Socket> {
  const socket = io(url, {
    path,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_WITHIN_MS,
    auth,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error: Error & { data?: Problem }) =>
        reject(error.data === undefined ? error : new ProblemError(error.data.code, { retryAfterSeconds: 1 })),
      );
      socket.once('disconnect', (reason) => reject(new Error(reason)));
    });
    return socket;
  } catch (error) {
    socket.disconnect();
    throw error;
  }
}
