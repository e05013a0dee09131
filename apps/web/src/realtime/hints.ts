import type { Hint } from '@stageline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** How often a page says that its member is there; leads may be kept for those who are (F-06). */
const HERE_MS = 60_000;

export type LinkState = 'connecting' | 'open' | 'lost';

/**
 * Keeps the signed-in pages fresh: loads socket.io when the page is idle, listens for hints, and after a gap marks
 * everything stale, since hints are not replayed.
 * @returns the state of the connection, for a quiet note when it is lost
 */
export function useHints(namespace: '/app' | '/admin'): LinkState {
  const client = useQueryClient();
  const [state, setState] = useState<LinkState>('connecting');
  useEffect(() => {
    let stop: (() => void) | undefined;
    let stopped = false;
    void Promise.all([import('socket.io-client'), import('./hint-sink.ts')]).then(([{ io }, { createHintSink }]) => {
      if (stopped) return;
      const sink = createHintSink(client);
      const socket = io(namespace, { transports: ['websocket', 'polling'] });
      let gap = false;
      const sayHere = () => socket.emit('app:here', {});
      const beat = namespace === '/app' ? setInterval(sayHere, HERE_MS) : undefined;
      socket.on('connect', () => {
        setState('open');
        if (namespace === '/app') sayHere();
        if (gap) void client.invalidateQueries();
        gap = false;
      });
      socket.on('disconnect', () => {
        gap = true;
        setState('lost');
      });
      socket.on('connect_error', () => setState('lost'));
      socket.on('hint', (hint: Hint) => sink.accept(hint));
      stop = () => {
        clearInterval(beat);
        socket.disconnect();
        sink.close();
      };
    });
    return () => {
      stopped = true;
      stop?.();
    };
  }, [client, namespace]);
  return state;
}
