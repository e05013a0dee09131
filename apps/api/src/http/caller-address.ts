import type { FastifyRequest } from 'fastify';

/** What a connection's last request said of where it comes from, and what that meant. */
const latest = new WeakMap<object, { readonly forwarded: string; readonly ip: string }>();

/**
 * The address that a request comes from: `request.ip`, but read anew only where a connection says something else than the
 * time before. Behind a trusted proxy every reading parses each address of X-Forwarded-For, 3 µs a request.
 */
export function callerAddress(request: FastifyRequest): string {
  const forwarded = request.headers['x-forwarded-for'];
  if (forwarded === undefined) return request.ip;
  const known = latest.get(request.socket);
  if (known?.forwarded === forwarded) return known.ip;
  const { ip } = request;
  latest.set(request.socket, { forwarded: String(forwarded), ip });
  return ip;
}
