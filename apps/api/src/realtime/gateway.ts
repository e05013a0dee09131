import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { ProblemError, type TenantId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import { Server, type Namespace, type Socket } from 'socket.io';
import { guardUpgrades, refuseUpgrade } from '../http/upgrades.ts';
import type { SocketBinding, SocketPeer } from './binding.ts';
import type { Broadcasts } from './broadcasts.ts';
import { createCoalescer, type Merge } from './coalescer.ts';
import {
  createDispatch,
  inPeerContext,
  nowMs,
  stateOf,
  toolsOf,
  toProblemError,
  type SocketState,
} from './dispatch.ts';
import { joinBindings } from './join-bindings.ts';
import { createFanOut, type FanOut } from './fan-out.ts';
import { forgivingDecoder } from './forgiving-decoder.ts';
import type { Admission } from './admission.ts';
import { holds, watchSessions, type SessionWatch } from './session-watch.ts';
import { shrink } from './shrink.ts';

/** Longer than any admission takes. */
const SECOND_LOOK_MS = 2000;

export interface GatewayDeps {
  readonly server: HttpServer;
  readonly bindings: readonly SocketBinding[];
  readonly admission: Admission;
  readonly broadcasts: Broadcasts;
  readonly logger: Logger;
  /** Left out where nobody is signed in. */
  readonly sessions?: SessionWatch;
}

export interface Gateway {
  /** Sockets connected to this process. */
  readonly connections: number;
  close(): Promise<void>;
}

/** Attaches socket.io to the HTTP server with the given namespaces; no other namespace exists. */
export async function createGateway(deps: GatewayDeps): Promise<Gateway> {
  const io = new Server({
    serveClient: false,
    transports: ['websocket'],
    // Deflate costs 5 times the CPU and 10 times the memory per connection (performance notes).
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 64 * 1024,
    destroyUpgrade: false,
    allowRequest: (request, decide) => void decideUpgrade(deps, request, decide),
  });
  Object.assign(io, { _parser: { ...io._parser, Decoder: forgivingDecoder(io._parser.Decoder) } });
  // socket.io serves its default namespace to anybody unless it is closed.
  io.use((_socket, next) => next(refusal(new ProblemError('not-found'))));
  const bindings = joinBindings(deps.bindings);
  const namespaces = bindings.map(({ namespace }) => io.of(namespace.name));
  const deliveries = new Map<string, (room: string, event: string, payload: unknown) => void>();
  const closers: (() => void)[] = [];
  for (const binding of bindings) {
    const namespace = io.of(binding.namespace.name);
    const fanOut = createFanOut(namespace);
    const coalescer = createCoalescer(mergesOf(binding), fanOut);
    deliveries.set(binding.namespace.name, (room, event, payload) => coalescer.push(room, event, payload));
    closers.push(() => closeDelivery(coalescer, fanOut));
    serveNamespace(namespace, binding, deps);
  }
  if (deps.sessions !== undefined) watchSessions(namespaces, deps.sessions, deps.logger);
  io.attach(deps.server);
  guardUpgrades(deps.server);
  const secondLooks = new Set<NodeJS.Timeout>();
  closers.push(() => secondLooks.forEach(clearTimeout));
  function closeTenant(tenantId: TenantId): void {
    disconnectTenant(namespaces, tenantId);
    const timer = setTimeout(() => {
      secondLooks.delete(timer);
      disconnectIfNeutral(namespaces, tenantId, deps);
    }, SECOND_LOOK_MS);
    secondLooks.add(timer.unref());
  }
  deps.broadcasts.listen((envelope) => {
    if (envelope.kind === 'disconnect-tenant') closeTenant(envelope.tenantId);
    else if (envelope.kind === 'disconnect-room') closeRoom(io.of(envelope.namespace), envelope.room);
    else deliveries.get(envelope.namespace)?.(envelope.room, envelope.event, envelope.payload);
  });
  return {
    get connections() {
      return io.engine.clientsCount;
    },
    async close() {
      closers.forEach((close) => close());
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

function closeDelivery(coalescer: { close(): void }, fanOut: FanOut): void {
  coalescer.close();
  fanOut.close();
}

const mergesOf = (binding: SocketBinding) => new Map(Object.entries((binding.merge ?? {}) as Record<string, Merge>));

function* socketsOf(namespaces: readonly Namespace[], tenantId: TenantId): Generator<Socket> {
  for (const namespace of namespaces) {
    for (const socket of namespace.sockets.values()) if (stateOf(socket).peer.tenantId === tenantId) yield socket;
  }
}

/** The connection is closed, not refused: whoever may still come in does so by themselves. */
function closeRoom(namespace: Namespace, room: string): void {
  for (const id of [...(namespace.adapter.rooms.get(room) ?? [])]) namespace.sockets.get(id)?.conn.close();
}

function disconnectTenant(namespaces: readonly Namespace[], tenantId: TenantId): void {
  for (const socket of socketsOf(namespaces, tenantId)) socket.disconnect(true);
}

/** Whoever was at the door at that moment was admitted by what we knew before, and came in after the others had left. */
function disconnectIfNeutral(namespaces: readonly Namespace[], tenantId: TenantId, deps: GatewayDeps): void {
  for (const socket of socketsOf(namespaces, tenantId)) {
    deps.admission.admitHost(socket.conn.request.headers).catch((error: unknown) => {
      if (error instanceof ProblemError) socket.disconnect(true);
    });
  }
}

async function decideUpgrade(
  deps: GatewayDeps,
  request: IncomingMessage,
  decide: (error: string | null, success: boolean) => void,
): Promise<void> {
  try {
    await deps.admission.admitUpgrade(request);
    decide(null, true);
  } catch (error) {
    // Engine.IO would answer 400 to everything; it forgets a connection that it never hears of again.
    refuseUpgrade(request.socket, toProblemError(error, deps.logger));
  }
}

function serveNamespace(namespace: Namespace, binding: SocketBinding, deps: GatewayDeps): void {
  const listeners = Object.freeze([createDispatch(binding, deps.logger)]);
  namespace.use((socket, next) => {
    admit(socket, binding, deps).then(
      () => next(),
      (error: unknown) => next(refusal(toProblemError(error, deps.logger))),
    );
  });
  namespace.on('connection', (socket) => {
    // What onAny does, with one list for all: a list for each would be the largest thing that we keep of an idle socket.
    Object.assign(socket, { _anyListeners: listeners });
    // socket.io gives each socket a room of its own, for broadcasts to one: we have none.
    void socket.leave(socket.id);
    const { peer } = stateOf(socket);
    if (binding.onConnect === undefined) return;
    const { onConnect } = binding;
    inPeerContext(peer, () => onConnect(peer, toolsOf(socket))).catch((error: unknown) => {
      toProblemError(error, deps.logger);
      socket.disconnect(true);
    });
  });
}

async function admit(socket: Socket, binding: SocketBinding, deps: GatewayDeps): Promise<void> {
  const parsed = binding.namespace.auth.safeParse(socket.handshake.auth);
  if (!parsed.success) throw new ProblemError('unauthenticated');
  const peer: SocketPeer = await deps.admission.admitPeer(socket.handshake.headers, binding.namespace, parsed.data);
  // Between a ticket and its use the sign-in may have ended that it was given to.
  if (peer.ticket?.signInId !== undefined && deps.sessions !== undefined && !(await holds(peer, deps.sessions.store)))
    throw new ProblemError('invalid-ticket');
  socket.data = { peer, windowStartedAt: nowMs(), messages: 0 } satisfies SocketState;
  dropHandshake(socket);
  shrink(socket);
}

/** What socket.io reads of a request besides its headers; the same for all, because it is nothing. */
const NO_REQUEST = { connection: Object.freeze({}), _query: Object.freeze({}), url: '', headers: {} } as const;

/**
 * The upgrade request and the handshake would stay in memory for the life of the socket. What is left is what
 * socket.io reads when the same connection opens another namespace, and what admission reads again then.
 */
function dropHandshake(socket: Socket): void {
  const { host, origin, cookie, authorization } = socket.handshake.headers;
  const request = { ...NO_REQUEST, headers: { host, origin, cookie, authorization } };
  Object.assign(socket.conn, { request });
  Object.assign(socket, { handshake: null });
}

/** socket.io hands `data` of a refused handshake to the client's `connect_error`. */
const refusal = (error: ProblemError) => Object.assign(new Error(error.code), { data: error.toProblem() });
