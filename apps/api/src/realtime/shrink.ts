import type { EventEmitter } from 'node:events';
import type { Socket } from 'socket.io';

/** What Engine.IO's connection does with what its transport says; private there, as are the fields that `shrink` sets. */
interface Connection {
  readonly transport: Transport;
  cleanupFn: readonly (() => void)[];
  onError(error: Error): void;
  onPacket(packet: unknown): void;
  onDrain(): void;
  onClose(reason: string): void;
  flush(): void;
}

interface Transport extends EventEmitter {
  connection: Connection;
}

/** One set of listeners for all transports. Each is without effect on a connection that is closed, so none is taken off. */
const transportListeners: Readonly<Record<string, (this: Transport, value: never) => void>> = {
  error(error: Error) {
    this.connection.onError(error);
  },
  ready() {
    this.connection.flush();
  },
  packet(packet: unknown) {
    this.connection.onPacket(packet);
  },
  drain() {
    this.connection.onDrain();
  },
  close() {
    this.connection.onClose('transport close');
  },
};

/** Nobody here asks a client for an acknowledgement, so what waits for one is nothing, the same for all. */
const NO_ACKS = new (class extends Map {
  override set(): never {
    throw new Error('A client is told, not asked: its answers are messages of the contracts');
  }
})();
const NO_CLEANUP: readonly (() => void)[] = Object.freeze([]);

/**
 * Takes off what socket.io and Engine.IO set aside for each socket and an idle one never fills, and puts shared listeners
 * in the place of the five that Engine.IO binds to each connection: about 1 KB of 8.
 */
export function shrink(socket: Socket): void {
  const connection = socket.conn as unknown as Connection;
  const { transport } = connection;
  Object.assign(socket, { acks: NO_ACKS });
  if (connection.cleanupFn === NO_CLEANUP) return;
  for (const detach of connection.cleanupFn) detach();
  connection.cleanupFn = NO_CLEANUP;
  transport.connection = connection;
  for (const [event, listener] of Object.entries(transportListeners)) transport.on(event, listener as () => void);
}
