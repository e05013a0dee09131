import { issuesOf, ProblemError, signalNamespace, type Ack } from '@stageline/contracts';
import type { SocketRequest } from '@stageline/contracts';
import type { AskEvent, Connection, PeerHandlers } from './handlers.ts';
import { rememberingParser } from './remembering-parser.ts';

const asks: Readonly<Record<string, SocketRequest>> = signalNamespace.ask;
const parseJoin = rememberingParser(signalNamespace.ask['peer:join'].payload);

type AnyHandler = (payload: unknown, connection: Connection) => Promise<unknown>;

/**
 * Answers one message of a socket. Nothing that a client can send makes it throw: what is unknown, out of turn, malformed
 * or fails becomes a problem.
 * @param onUnexpected told about errors that are ours, which the client sees as `internal`
 */
export async function dispatch(
  event: string,
  payload: unknown,
  connection: Connection,
  handlers: PeerHandlers,
  onUnexpected: (error: unknown) => void,
): Promise<Ack<unknown>> {
  try {
    const definition = Object.hasOwn(asks, event) ? asks[event] : undefined;
    if (definition === undefined) throw new ProblemError('bad-request', { detail: 'This message is not known.' });
    const { peer } = connection;
    const handler = handlers.of(peer)[event as AskEvent] as AnyHandler | undefined;
    if (handler === undefined)
      throw new ProblemError(handlers.isForbidden(peer, event) ? 'forbidden' : 'illegal-transition');
    const parsed = event === 'peer:join' ? parseJoin(payload) : definition.payload.safeParse(payload);
    if (!parsed.success) throw new ProblemError('validation-failed', { issues: issuesOf(parsed.error, 'message') });
    return { ok: true, data: await handler(parsed.data, connection) };
  } catch (error) {
    if (error instanceof ProblemError) return refusalOf(error);
    onUnexpected(error);
    return { ok: false, problem: new ProblemError('internal').toProblem() };
  }
}

function refusalOf(error: ProblemError): Ack<never> {
  const { retryAfterSeconds } = error;
  return { ok: false, problem: error.toProblem(), ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}
