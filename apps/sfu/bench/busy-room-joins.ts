import { setTimeout as delay } from 'node:timers/promises';
import { routerRtpCapabilities, SIGNAL_PATH, signalNamespace, type Ack, type TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { io, type Socket } from 'socket.io-client';
import { benchClaims } from './arms.ts';
import type { BenchSfu } from './bench-sfu.ts';
import { injectedTracks } from './injector.ts';

const PARTICIPANTS = 500;
const CONNECTED_AT_ONCE = 20;
const JOINS = 100;
/** Fifty a second, as at a quarter past. */
const GAP_MS = 20;

/**
 * Fills a room over real sockets, and lets more come in.
 * @returns of each of those the ms from its `peer:join` to the answer, the shortest first; the sockets' own time is in it, as they share our process
 */
export async function measureBusyRoomJoins({ url, tickets }: BenchSfu): Promise<number[]> {
  const room = { tenantId: newId('tnt'), sessionId: newId('ses') };
  const sockets: Socket[] = [];
  const connect = async (role: TicketClaims['role']): Promise<Socket> => {
    const auth = { ticket: tickets.sign('media', benchClaims(room, role)) };
    const socket = io(url + signalNamespace.name, {
      path: SIGNAL_PATH,
      transports: ['websocket'],
      forceNew: true,
      auth,
    });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  };
  const ask = async (socket: Socket, event: string, payload: object) => {
    const ack = (await socket.timeout(10_000).emitWithAck(event, payload)) as Ack<{ send: { id: string } | null }>;
    if (!ack.ok) throw new Error(`${event} was refused: ${ack.problem.code}`);
    return ack.data;
  };
  const join = (socket: Socket) => ask(socket, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
  const host = await connect('host');
  const { send } = await join(host);
  for (const track of injectedTracks) await ask(host, 'producer:create', { ...track, transportId: send!.id });
  while (sockets.length < PARTICIPANTS)
    await Promise.all(Array.from({ length: CONNECTED_AT_ONCE }, async () => join(await connect('attendee'))));
  const coming: Socket[] = [];
  for (let index = 0; index < JOINS; index += 1) coming.push(await connect('attendee'));
  const times = await Promise.all(
    coming.map(async (socket, index) => {
      await delay(index * GAP_MS);
      const asked = performance.now();
      await join(socket);
      return performance.now() - asked;
    }),
  );
  for (const socket of sockets) socket.disconnect();
  return times.toSorted((a, b) => a - b);
}
