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
  /** Sockets that are behind at this moment. */
  readonly laggards: number;
  close(): void;
}

/**
 * The delivery half of a namespace. Socket.IO's own broadcast walks an options object, a packet object and two event
 * emitters per socket; the frame is the same for all, so we write its bytes to the TCP socket.
 */
export function createFanOut(namespace: Namespace): FanOut {
  const behind = new Map<string, Map<string, Buffer>>();
  let timer: NodeJS.Timeout | undefined;

  function deliver(socketId: string, event: string, frame: Buffer): void {
    const tcp = tcpSocket(socketId);
    if (tcp === undefined) return;
    if (tcp.writableLength <= MAX_BUFFERED_BYTES) tcp.write(frame);
    else passOver(socketId, event, frame);
  }

  function tcpSocket(socketId: string): TcpSocket | undefined {
    const socket = namespace.sockets.get(socketId);
    const tcp = socket === undefined ? undefined : tcpSocketOf(socket);
    return tcp?.writable === true ? tcp : undefined;
  }

  /** Keeps only the newest frame of each event: its numbers tell the client what it missed. */
  function passOver(socketId: string, event: string, frame: Buffer): void {
    const frames = behind.get(socketId) ?? new Map<string, Buffer>();
    frames.set(event, frame);
    behind.set(socketId, frames);
    timer ??= setInterval(catchUp, LAGGARD_CHECK_MS).unref();
  }

  function catchUp(): void {
    for (const [socketId, frames] of behind) {
      const tcp = tcpSocket(socketId);
      if (tcp !== undefined && tcp.writableLength > MAX_BUFFERED_BYTES) continue;
      behind.delete(socketId);
      for (const frame of frames.values()) tcp?.write(frame);
    }
    if (behind.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  return {
    send(room, event, payload) {
      const members = namespace.adapter.rooms.get(room);
      if (members === undefined || members.size === 0) return;
      const frame = encodeEventFrame(namespace.name, event, payload);
      for (const socketId of members) deliver(socketId, event, frame);
    },
    get laggards() {
      return behind.size;
    },
    close() {
      clearInterval(timer);
      behind.clear();
    },
  };
}
