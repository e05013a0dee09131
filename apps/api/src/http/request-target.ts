import type { IncomingMessage } from 'node:http';
import { ProblemError } from '@stageline/contracts';

const SLASH = 47;

/**
 * Refuses a request that names two hosts, in two Host headers or in its target and its header (RFC 9112, 3.2): whoever
 * stands before us may have read the other one.
 * @throws ProblemError `bad-request`
 */
export function assertOneHost({ url = '', headers, rawHeaders }: IncomingMessage): void {
  if (url.charCodeAt(0) !== SLASH && hostOfTarget(url) !== headers.host?.toLowerCase()) throw badRequest();
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    // Nearly every name has another length, which is what makes this cheap enough for each request.
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  if (hosts > 1) throw badRequest();
}

const badRequest = () => new ProblemError('bad-request');

/** The host of an absolute target (`http://host/path`), as a proxy is asked. */
const hostOfTarget = (url: string): string | undefined => URL.parse(url)?.host;

/**
 * The target of a request that the router can read. A link that was mangled on its way (`/join/%ff`) has no meaning as an
 * escape; taken as it is written it reaches the page that it was meant for, which says in words that it leads nowhere.
 * A script that calls the API is told that its target is wrong.
 */
export function readableTarget({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  if (!url.includes('%') || url.startsWith('/api/')) return url;
  const [path = '', ...query] = url.split('?');
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}
