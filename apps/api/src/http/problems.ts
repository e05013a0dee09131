import type { Duplex } from 'node:stream';
import { errorRegistry, ProblemError, type ErrorCode } from '@stageline/contracts';
import { isStoreAway } from '@stageline/platform';
import { TenantMismatch } from '@stageline/tenancy';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** Errors that Fastify itself raises while it reads a request, in our words. */
const frameworkErrors: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-request',
  FST_REQ_FILE_TOO_LARGE: 'payload-too-large',
  FST_FILES_LIMIT: 'bad-request',
  FST_PARTS_LIMIT: 'bad-request',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported-media-type',
  FST_ERR_BAD_URL: 'bad-request',
};

/** The problem behind anything thrown; what we do not know is `internal`. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  // Naming another tenant's row is answered as if it did not exist.
  if (error instanceof TenantMismatch) return new ProblemError('not-found', { cause: error });
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = code === undefined ? undefined : frameworkErrors[code];
  if (known !== undefined) return new ProblemError(known, { cause: error });
  if (statusCode === 400) return new ProblemError('bad-request', { cause: error });
  // A path that climbs out of the folder of files, say: there is nothing for anybody.
  if (statusCode === 403 || statusCode === 404) return new ProblemError('not-found', { cause: error });
  if (isStoreAway(error)) return new ProblemError('unavailable', { cause: error, retryAfterSeconds: 5 });
  return new ProblemError('internal', { cause: error });
}

/** Says when to come back; whoever is told to wait is always told how long. */
export function setRetryAfter({ code, retryAfterSeconds }: ProblemError, reply: FastifyReply): void {
  const { status } = errorRegistry[code];
  if (retryAfterSeconds === undefined && status !== 429 && status !== 503) return;
  reply.header('retry-after', Math.max(1, Math.ceil(retryAfterSeconds ?? 1)));
}

const REQUEST_ID = 'the-id-of-a-request';
/** A refusal before and after its request's id, which is all that differs. */
const [TOO_MANY_HEAD = '', TOO_MANY_TAIL = ''] = JSON.stringify(
  new ProblemError('too-many-requests').toProblem(REQUEST_ID),
).split(REQUEST_ID);

/** The body of what is over the general limit, out of parts that are ready: it is what a flood is answered with. */
export const tooManyRequests = (requestId: string): string => TOO_MANY_HEAD + requestId + TOO_MANY_TAIL;

/**
 * Answers what is over the general limit, like the problem that it is.
 * @param seconds to wait
 */
export function refuseTooMany(reply: FastifyReply, requestId: string, seconds: number): void {
  void reply
    .code(errorRegistry['too-many-requests'].status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('retry-after', Math.max(1, Math.ceil(seconds)))
    .send(tooManyRequests(requestId));
}

/** Answers a thrown error as `application/problem+json` (RFC 9457); the cause stays in our log. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  const { status } = errorRegistry[problem.code];
  if (status >= 500) request.log.error({ err: problem.cause ?? problem }, 'request failed');
  setRetryAfter(problem, reply);
  return reply
    .code(status)
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem.toProblem(request.id));
}

/**
 * Answers what Node could not read as HTTP: no request exists yet, so neither does a host that it was for.
 * A connection that was reset is left alone.
 */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const body = JSON.stringify(new ProblemError('bad-request').toProblem());
  const head = ['HTTP/1.1 400 Bad Request', 'Content-Type: application/problem+json', 'Connection: close'];
  socket.end(`${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
