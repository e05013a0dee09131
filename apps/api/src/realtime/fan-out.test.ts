import { describe, expect, it } from '@jest/globals';
import { Server, type Socket } from 'socket.io';
import { createFanOut } from './fan-out.ts';

/** A namespace of a real server, with members whose connection only counts what it is written. */
function bed() {
  const namespace = new Server().of('/line');
  const fanOut = createFanOut(namespace);
  return {
    fanOut,
    enter(id: string, room: string) {
      const tcp = {
        writable: true,
        writableLength: 0,
        written: [] as string[],
        write: (frame: Buffer) => tcp.written.push(frame.toString()),
      };
      namespace.sockets.set(id, { conn: { transport: { socket: { _socket: tcp } } } } as unknown as Socket);
      namespace.adapter.addAll(id, new Set([room]));
      return tcp;
    },
    leave(id: string) {
      namespace.sockets.delete(id);
      namespace.adapter.delAll(id);
    },
  };
}

describe('createFanOut', () => {
  it('writes to who is in the room at that moment', () => {
    const { fanOut, enter, leave } = bed();
    const first = enter('1', 'a');
    const other = enter('2', 'b');
    fanOut.send('a', 'x', 1);
    const second = enter('3', 'a');
    fanOut.send('a', 'x', 2);
    leave('1');
    fanOut.send('a', 'x', 3);
    fanOut.send('nowhere', 'x', 4);
    const numbers = ({ written }: { written: string[] }) => written.map((frame) => Number(/(\d)\]$/.exec(frame)?.[1]));
    expect([first, second, other].map(numbers)).toEqual([[1, 2], [2, 3], []]);
  });

  it('P13 passes over who is behind or gone, and keeps only the newest frame for them', () => {
    const { fanOut, enter } = bed();
    const slow = Object.assign(enter('1', 'a'), { writableLength: 100_000 });
    const gone = Object.assign(enter('2', 'a'), { writable: false });
    for (const number of [1, 2, 3]) fanOut.send('a', 'x', number);
    expect([slow.written, gone.written, fanOut.laggards]).toEqual([[], [], 1]);
    fanOut.close();
    expect(fanOut.laggards).toBe(0);
  });
});
