import type { Server as HttpServer } from 'node:http';
import { ProblemError, SIGNAL_PATH, signalNamespace, type Ack, type TicketClaims } from '@stageline/contracts';
import { runWithLogContext, type Logger } from '@stageline/platform';
import { Server, type Socket } from 'socket.io';
import { Peer } from '../rooms/peer.ts';
import type { RoomRegistry } from '../rooms/registry.ts';
import type { LeaveReason } from '../rooms/room.types.ts';
import { dispatch } from './dispatch.ts';
import type { Cluster, Upstream } from '../cluster/cluster.ts';
import { relayTo } from '../cluster/relay.ts';
import { createHandlers, type Connection, type PeerHandlers } from './handlers.ts';
import { MessageBudget } from './message-budget.ts';

/** The largest message, a join, is below 10 KB. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** A ticket buys a place in a room, not an idle socket. */
const JOIN_WITHIN_MS = 15_000;

export interface GatewayDeps {
  readonly http: HttpServer;
  readonly registry: RoomRegistry;
  /** @throws ProblemError `invalid-ticket` for a ticket that is forged, stale, spent or for something else */
  readonly verifyTicket: (ticket: string) => Promise<TicketClaims>;
  /** The other processes; absent where there is none. */
  readonly cluster?: Cluster | undefined;
  /** Whether this process takes nobody any more. */
  readonly draining: () => boolean;
  readonly logger: Logger;
}

export interface Gateway {
  /** Connected sockets. */
  readonly connections: number;
  close(): Promise<void>;
}

interface SocketData {
  claims: TicketClaims;
  /** The process that serves the session, where it is another one. */
  upstream: Upstream | undefined;
}
type Events = Record<string, (...args: never[]) => void>;
type SignalSocket = Socket<Events, Events, Events, SocketData>;

/** Serves the signalling namespace: tickets at the door, then one handler map per state and role of the peer. */
export function createGateway(deps: GatewayDeps): Gateway {
  const io = new Server<Events, Events, Events, SocketData>(deps.http, {
    path: SIGNAL_PATH,
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    connectTimeout: 10_000,
    pingInterval: 10_000,
    pingTimeout: 10_000,
  });
  // socket.io serves the default namespace to anybody unless it is closed.
  io.use((_socket, next) => next(refusal(new ProblemError('not-found'))));
  const namespace = io.of(signalNamespace.name);
  namespace.use((socket, next) => {
    admit(socket, deps).then(
      () => next(),
      (error: unknown) => next(refusal(asProblem(error, deps.logger))),
    );
  });
  const handlers = createHandlers(deps.registry);
  namespace.on('connection', (socket) => {
    const { upstream } = socket.data;
    if (upstream === undefined) serve(socket, handlers, deps.logger);
    else relayTo(upstream, socket);
  });
  return {
    get connections() {
      return namespace.sockets.size;
    },
    close: () => io.close(),
  };
}

async function admit(socket: SignalSocket, { verifyTicket, draining, cluster }: GatewayDeps): Promise<void> {
  if (draining()) throw new ProblemError('unavailable', { retryAfterSeconds: 1 });
  const relayed = await cluster?.relayedClaims(socket.handshake.auth);
  if (relayed !== undefined) {
    socket.data.claims = relayed;
    return;
  }
  const auth = signalNamespace.auth.safeParse(socket.handshake.auth);
  if (!auth.success) throw new ProblemError('invalid-ticket');
  const claims = await verifyTicket(auth.data.ticket);
  socket.data.claims = claims;
  socket.data.upstream = await cluster?.upstreamOf(claims);
}

function serve(socket: SignalSocket, handlers: PeerHandlers, logger: Logger): void {
  const { claims } = socket.data;
  const emit = (event: string, payload: unknown) => socket.emit(event, payload as never);
  const peer = new Peer(claims, {
    tell: emit,
    end(reason) {
      emit('peer:closed', { reason });
      socket.disconnect(true);
    },
  });
  const connection: Connection = { peer, room: undefined, leave: () => depart('left') };
  const deadline = setTimeout(() => {
    if (peer.state === 'connected') socket.disconnect(true);
  }, JOIN_WITHIN_MS);
  function depart(reason: LeaveReason): void {
    clearTimeout(deadline);
    if (connection.room === undefined) peer.close();
    else connection.room.leave(peer, reason);
  }
  const budget = new MessageBudget();
  const context = { tenantId: claims.tenantId, actorId: claims.identity };
  const onUnexpected = (error: unknown) => logger.error({ err: error }, 'a signalling message failed');
  socket.onAny((event: string, ...args: unknown[]) => {
    const answer = args.at(-1);
    const acknowledge = typeof answer === 'function' ? (answer as (ack: Ack<unknown>) => void) : () => undefined;
    if (!budget.take()) {
      const problem = new ProblemError('too-many-requests', { retryAfterSeconds: 1 }).toProblem();
      return acknowledge({ ok: false, problem });
    }
    const payload = typeof args[0] === 'function' ? undefined : args[0];
    void runWithLogContext(context, () => dispatch(event, payload, connection, handlers, onUnexpected)).then(
      acknowledge,
    );
  });
  socket.once('disconnect', (reason) => depart(reason === 'client namespace disconnect' ? 'left' : 'lost'));
}

function asProblem(error: unknown, logger: Logger): ProblemError {
  if (error instanceof ProblemError) return error;
  logger.error({ err: error }, 'a handshake failed');
  return new ProblemError('unavailable', { cause: error });
}

/** socket.io hands `data` of a middleware's error to the client, as `connect_error`'s `data`. */
function refusal(problem: ProblemError): Error {
  return Object.assign(new Error(problem.message), { data: problem.toProblem() });
}
