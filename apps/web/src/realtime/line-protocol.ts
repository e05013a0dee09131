import type { LineDelta, LineSnapshot } from '@stageline/contracts';

/*
 * The few frames of two protocols that the line needs, over the WebSocket transport:
 * - Engine.IO, revision 4: https://socket.io/docs/v4/engine-io-protocol/ (0 open, 1 close, 2 ping, 3 pong, 4 message)
 * - Socket.IO, revision 5: https://socket.io/docs/v4/socket-io-protocol/ (0 connect, 1 disconnect, 2 event, 3 ack, 4 refused)
 * A frame is `<engine type><socket type><namespace>,<ack id><JSON>`.
 */
const NAMESPACE = '/line,';

export type Packet =
  | { readonly kind: 'open'; readonly silenceMs: number }
  | { readonly kind: 'ping' | 'connected' | 'closed' | 'other' }
  | { readonly kind: 'joined' | 'changed'; readonly delta: LineDelta }
  /** `snapshot` is missing when the server refused the question. */
  | { readonly kind: 'resumed'; readonly id: number; readonly snapshot: LineSnapshot | undefined };

export const connectFrame = `40${NAMESPACE}`;
export const PONG = '3';
/** Asks for every member after a position and every change after a revision; the answer carries the same id. */
export const resumeFrame = (id: number, after: number, revision: number): string =>
  `42${NAMESPACE}${id}${JSON.stringify(['line:resume', { after, revision }])}`;

/** What a frame of the server says. */
export function packetOf(frame: string): Packet {
  if (frame === '2') return { kind: 'ping' };
  if (frame[0] === '0') {
    const { pingInterval, pingTimeout } = JSON.parse(frame.slice(1)) as { pingInterval: number; pingTimeout: number };
    return { kind: 'open', silenceMs: pingInterval + pingTimeout };
  }
  if (frame.startsWith(connectFrame)) return { kind: 'connected' };
  if (frame[0] === '1' || frame.startsWith('41') || frame.startsWith('44')) return { kind: 'closed' };
  const start = frame.indexOf('[');
  if (start < 0) return { kind: 'other' };
  const [first, second] = JSON.parse(frame.slice(start)) as [unknown, unknown];
  if (frame.startsWith(`42${NAMESPACE}`) && (first === 'line:joined' || first === 'line:changed'))
    return { kind: first === 'line:joined' ? 'joined' : 'changed', delta: second as LineDelta };
  if (!frame.startsWith(`43${NAMESPACE}`)) return { kind: 'other' };
  const { ok, data } = first as { ok: boolean; data?: LineSnapshot };
  return { kind: 'resumed', id: Number(frame.slice(2 + NAMESPACE.length, start)), snapshot: ok ? data : undefined };
}
