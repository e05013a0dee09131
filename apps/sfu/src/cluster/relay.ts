import type { Socket } from 'socket.io';
import type { Upstream } from './cluster.ts';

type AnySocket = Pick<Socket, 'onAny' | 'once' | 'emit' | 'disconnect'>;

/**
 * Passes the signalling of a peer that came to this process on to the one that serves its session, which treats it like its
 * own. Nothing is looked into: what the peer may say is decided there.
 */
export function relayTo(upstream: Upstream, socket: AnySocket): void {
  const { socket: above } = upstream;
  let hasLastWord = false;
  above.onAny((event: string, payload: unknown) => {
    hasLastWord ||= event === 'peer:closed';
    socket.emit(event, payload);
  });
  above.once('disconnect', () => {
    // The other process died: there is another one to come back to.
    if (!hasLastWord) socket.emit('peer:closed', { reason: 'reconnect' });
    socket.disconnect(true);
  });
  socket.onAny((event: string, ...args: unknown[]) => above.emit(event, ...args));
  socket.once('disconnect', (reason: string) => {
    // How it ended is reported by the other process: in good order, or with a connection that broke.
    if (reason === 'client namespace disconnect') above.disconnect();
    else above.io.engine.close();
  });
  if (!above.connected) socket.disconnect(true);
}
