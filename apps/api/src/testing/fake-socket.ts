import type { SocketPeer, SocketTools } from '../realtime/binding.ts';

/** A socket that only remembers. */
export function fakeSocket(): SocketTools & { joined: string[]; heard: { event: string; payload: any }[] } {
  const joined: string[] = [];
  const heard: { event: string; payload: any }[] = [];
  return {
    id: 'socket',
    joined,
    heard,
    join: (room) => void joined.push(room),
    tell: (event, payload) => void heard.push({ event, payload }),
  };
}

/** Who is at the other end of it. */
export const peer = (facts: Partial<SocketPeer>): SocketPeer => ({
  tenantId: null,
  actor: null,
  ticket: null,
  ...facts,
});
