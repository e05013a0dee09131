import { VIDEO_ORIGINS } from '@stageline/contracts';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

/** Pages rendered on the server carry a nonce; the single-page apps use libraries that inject their own style elements. */
export type CspProfile = 'public-page' | 'app';

/** The policy of a page: everything comes from its own host, but for the players of testimonial videos on a public one. */
export function contentSecurityPolicy(profile: CspProfile, nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    profile === 'public-page' ? `style-src 'self' 'nonce-${nonce}'` : "style-src 'self' 'unsafe-inline'",
    "style-src-attr 'unsafe-inline'",
    // A signed-in page may show mails, whose pictures are on the host of the site that sent them.
    profile === 'public-page' ? "img-src 'self' data:" : "img-src 'self' data: blob: http: https:",
    "font-src 'self'",
    "connect-src 'self' ws: wss:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    profile === 'public-page' ? `frame-src ${VIDEO_ORIGINS.join(' ')}` : "frame-src 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
}

/** Headers that only a browser showing a document reads; on data they would be bytes and time for nothing. */
export const DOCUMENT_HEADERS: Readonly<Record<string, string>> = {
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'SAMEORIGIN',
};

/** What every answer carries. @param secure whether browsers reach us over https */
export const securityHeaders = (secure: boolean): Readonly<Record<string, string>> => ({
  'x-content-type-options': 'nosniff',
  ...(secure && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
});

/** Puts the headers that every answer carries on those of the app. */
export function addSecurityHeaders(app: FastifyInstance, config: Pick<Config, 'PUBLIC_SCHEME'>): void {
  const headers = Object.entries(securityHeaders(config.PUBLIC_SCHEME === 'https'));
  app.addHook('onRequest', (_request, reply, done) => {
    for (const [name, value] of headers) reply.header(name, value);
    done();
  });
}
