import { errorRegistry, ProblemError } from '@stageline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, sendProblem, setRetryAfter } from '../../http/problems.ts';
import { sendPage } from './html.ts';
import type { PagesDeps } from './pages.types.ts';

/**
 * An API path answers a problem, a file two words, a page the neutral document; none of them tells an unknown host from a
 * suspended one. Who asks for a page while a store is away reads that in words, too, not as JSON.
 */
export async function answerFailure(
  deps: PagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  const problem = problemOf(error);
  if (isAboutUs(problem) && isPageAsked(request)) return sendBusy(deps, request, reply, problem);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const wantsProblem = !isRead || request.url.startsWith('/api/') || problem.code !== 'not-found';
  if (wantsProblem) return sendProblem(error, request, reply);
  if (/^\/(?:assets|media)\//.test(request.url)) return reply.code(404).type('text/plain').send('Not found\n');
  return sendPage(deps, request, reply.code(404), { kind: 'neutral', ...wayIn(deps, request) });
}

/**
 * Members of a suspended site learn at the platform's log-in what has happened. The way there is shown at every host that
 * is not served, so it tells nobody whether there is a site.
 */
const wayIn = ({ scheme, apex }: PagesDeps, { tenant, url }: FastifyRequest) =>
  tenant === null && /^\/(?:log-in|dashboard)(?:[/?]|$)/.test(url) ? { logInUrl: `${scheme}://${apex}/log-in` } : {};

/** It passes by itself: nothing about the request is wrong. */
const isAboutUs = ({ code }: ProblemError): boolean =>
  errorRegistry[code].status >= 500 || code === 'too-many-requests';

/** Whether a browser went there, rather than a script or a picture. */
const isPageAsked = ({ url, headers }: FastifyRequest): boolean =>
  !/^\/(?:api|assets|media)\//.test(url) && headers.accept?.includes('text/html') === true;

function sendBusy(
  deps: PagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemError,
): Promise<FastifyReply> {
  request.log.error({ err: problem.cause ?? problem }, 'page failed');
  setRetryAfter(problem, reply);
  return sendPage(deps, request, reply.code(errorRegistry[problem.code].status), { kind: 'neutral', says: 'busy' });
}
