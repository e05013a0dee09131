import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

/** Pages rendered on the server carry a nonce; the single-page apps use libraries that inject their own style elements. */
export type CspProfile = 'public-page' | 'app';

/** The policy of a page: everything comes from its own host. */
export function contentSecurityPolicy(profile: CspProfile, nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    profile === 'public-page' ? `style-src 'self' 'nonce-${nonce}'` : "style-src 'self' 'unsafe-inline'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob: http: https:",
    "font-src 'self'",
    "connect-src 'self' ws: wss:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
}

/** Headers that every answer carries; a page adds its policy with the nonce. */
export function addSecurityHeaders(app: FastifyInstance, config: Pick<Config, 'PUBLIC_SCHEME'>): void {
  const headers = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'SAMEORIGIN',
    ...(config.PUBLIC_SCHEME === 'https' ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}
