import { errorRegistry, issuesOf, plainIssue, ProblemError, type Ack } from '@stageline/contracts';
import { newId, runWithLogContext, type Logger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { Socket } from 'socket.io';
import type { SocketBinding, SocketPeer, SocketTools } from './binding.ts';

/** Messages that one socket may send per window; more are answered `too-many-requests` without any work. */
const MAX_MESSAGES = 40;
const WINDOW_MS = 5000;

/** What the gateway keeps on a socket. */
export interface SocketState {
  peer: SocketPeer;
  windowStartedAt: number;
  messages: number;
}
type Answer = (ack: Ack<unknown>) => void;
type Handler = (payload: unknown, peer: SocketPeer, tools: SocketTools) => Promise<unknown>;

export const stateOf = (socket: Socket): SocketState => socket.data as SocketState;

export const toolsOf = (socket: Socket): SocketTools => ({
  id: socket.id,
  join: (room) => void socket.join(room),
  tell: (event, payload) => void socket.emit(event, payload),
});

/** Runs `work` with the log and tenant context of a peer; socket.io loses both between packets. */
export function inPeerContext<T>(peer: SocketPeer, work: () => Promise<T>): Promise<T> {
  const { tenantId } = peer;
  const requestId = newId('evt');
  if (tenantId === null) return runWithLogContext({ requestId }, work);
  return runInTenant(tenantId, work, { requestId, tenantId });
}

/**
 * The only place that listens to what clients say. One function per namespace, shared by all of its sockets: it finds
 * the message's contract, parses the payload, enters the tenant and answers. A message that is unknown or does not
 * parse gets a problem; the socket stays open.
 */
export function createDispatch(binding: SocketBinding, logger: Logger) {
  const handlers = binding.handlers as Readonly<Record<string, Handler>>;

  async function answerTo(socket: Socket, event: string, payload: unknown): Promise<unknown> {
    const state = stateOf(socket);
    const request = Object.hasOwn(binding.namespace.ask, event) ? binding.namespace.ask[event] : undefined;
    countMessage(state, request?.weight ?? 1);
    const handler = handlers[event];
    if (request === undefined || handler === undefined) {
      throw new ProblemError('bad-request', { detail: 'This message is not known here.' });
    }
    if (state.peer.ticket?.role === 'observer' && request.observed !== true) throw new ProblemError('forbidden');
    const parsed = request.payload.safeParse(payload, { error: plainIssue });
    if (!parsed.success) throw new ProblemError('validation-failed', { issues: issuesOf(parsed.error, 'message') });
    return inPeerContext(state.peer, () => handler(parsed.data, state.peer, toolsOf(socket)));
  }

  return function dispatch(this: Socket, event: string, ...args: unknown[]): void {
    const last = args.at(-1);
    const reply: Answer =
      typeof last === 'function' ? (last as Answer) : (ack) => void (ack.ok || this.emit('problem', ack.problem));
    answerTo(this, event, typeof args[0] === 'function' ? undefined : args[0]).then(
      (data) => reply({ ok: true, data }),
      (error: unknown) => reply({ ok: false, problem: toProblemError(error, logger).toProblem() }),
    );
  };
}

/** Whole milliseconds: a fraction would be an object of its own on every socket. */
export const nowMs = (): number => Math.trunc(performance.now());

function countMessage(state: SocketState, weight: number): void {
  const now = nowMs();
  if (now - state.windowStartedAt > WINDOW_MS) {
    state.windowStartedAt = now;
    state.messages = 0;
  }
  state.messages += weight;
  if (state.messages > MAX_MESSAGES) throw new ProblemError('too-many-requests');
}

/** What a peer may learn of an error: a problem as it stands, anything else only that it failed. */
export function toProblemError(error: unknown, logger: Logger): ProblemError {
  if (error instanceof ProblemError) {
    if (errorRegistry[error.code].status >= 500) logger.error({ err: error }, 'socket message failed');
    return error;
  }
  logger.error({ err: error }, 'socket message failed');
  return new ProblemError('internal');
}
