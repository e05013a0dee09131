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
