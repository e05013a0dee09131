import type { Namespace, Socket } from 'socket.io';
import type { Socket as TcpSocket } from 'node:net';
import { encodeEventFrame } from './frames.ts';

/**
 * Bytes that may wait in one socket's send buffer before broadcasts pass it over. Every broadcast of ours is numbered
 * or a counter, so a reader that fell behind finds the gap in the next frame that it gets and asks for the rest; our
 * memory stays bounded (goal P13).
 */
const MAX_BUFFERED_BYTES = 64 * 1024;

/** How often a socket that was passed over is looked at again; the timer runs only while there is one. */
const LAGGARD_CHECK_MS = 1000;

/** The TCP socket under an Engine.IO WebSocket transport; neither library types the way there. */
const tcpSocketOf = (socket: Socket): TcpSocket | undefined =>
  (socket.conn as unknown as { transport?: { socket?: { _socket?: TcpSocket } } }).transport?.socket?._socket;

export interface FanOut {
  /** Writes one event to every socket of the room on this process; encodes it once. */
  send(room: string, event: string, payload: unknown): void;
  /** Sockets of the room on this process. */
  readersOf(room: string): number;
  /** Sockets that are behind at this moment. */
  readonly laggards: number;
  close(): void;
}

/**
 * The delivery half of a namespace. Socket.IO's own broadcast walks an options object, a packet object and two event
 * emitters per socket; the frame is the same for all, so we write its bytes to the TCP socket.
 */
export function createFanOut(namespace: Namespace): FanOut {
  const audiences = watchAudiences(namespace);
  const behind = new Map<TcpSocket, Map<string, Buffer>>();
  let timer: NodeJS.Timeout | undefined;

  function deliver(tcp: TcpSocket, event: string, frame: Buffer): void {
    if (!tcp.writable) return;
    if (tcp.writableLength <= MAX_BUFFERED_BYTES) tcp.write(frame);
    else passOver(tcp, event, frame);
  }

  /** Keeps only the newest frame of each event: its numbers tell the client what it missed. */
  function passOver(tcp: TcpSocket, event: string, frame: Buffer): void {
    const frames = behind.get(tcp) ?? new Map<string, Buffer>();
    frames.set(event, frame);
    behind.set(tcp, frames);
    timer ??= setInterval(catchUp, LAGGARD_CHECK_MS).unref();
  }

  function catchUp(): void {
    for (const [tcp, frames] of behind) {
      if (tcp.writable && tcp.writableLength > MAX_BUFFERED_BYTES) continue;
      behind.delete(tcp);
      for (const frame of frames.values()) if (tcp.writable) tcp.write(frame);
    }
    if (behind.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  return {
    send(room, event, payload) {
      const audience = audiences.of(room);
      if (audience.length === 0) return;
      const frame = encodeEventFrame(namespace.name, event, payload);
      for (const tcp of audience) deliver(tcp, event, frame);
    },
    readersOf: (room) => audiences.of(room).length,
    get laggards() {
      return behind.size;
    },
    close() {
      clearInterval(timer);
      behind.clear();
    },
  };
}

const NOBODY: readonly TcpSocket[] = [];

/**
 * Who is in which room, as a list of what is written to: from the room's ids to there it is two look-ups and five
 * properties per socket, an eighth of a delivery. A list lasts until somebody comes or goes.
 */
function watchAudiences(namespace: Namespace): { of(room: string): readonly TcpSocket[] } {
  const lists = new Map<string, readonly TcpSocket[]>();
  const forget = (room: string): void => void lists.delete(room);
  namespace.adapter.on('join-room', forget);
  namespace.adapter.on('leave-room', forget);

  function list(room: string): readonly TcpSocket[] {
    const tcpSockets: TcpSocket[] = [];
    for (const id of namespace.adapter.rooms.get(room) ?? []) {
      const socket = namespace.sockets.get(id);
      const tcp = socket === undefined ? undefined : tcpSocketOf(socket);
      if (tcp !== undefined) tcpSockets.push(tcp);
    }
    return tcpSockets;
  }

  return {
    of(room) {
      const known = lists.get(room);
      if (known !== undefined) return known;
      if (!namespace.adapter.rooms.has(room)) return NOBODY;
      const fresh = list(room);
      lists.set(room, fresh);
      return fresh;
    },
  };
}
