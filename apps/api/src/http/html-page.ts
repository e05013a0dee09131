import { randomBytes } from 'node:crypto';
import fastifyFormbody from '@fastify/formbody';
import type { HostKind, RateLimit } from '@stageline/contracts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { RateLimiter } from './rate-limit.ts';
import { inRequestContext } from './register-route.ts';
import { DOCUMENT_HEADERS } from './security-headers.ts';

type Params = Readonly<Record<string, string>>;

/** A page of plain HTML without script, and the form on it: for what is no part of the product's own pages. */
export interface HtmlPageBinding {
  /** `feature.verb`; names its bucket. */
  readonly id: string;
  readonly host: HostKind;
  readonly path: string;
  readonly rateLimit: RateLimit;
  /** @returns the page; whoever makes its body escapes what people wrote @throws ProblemError */
  readonly show: (asked: {
    readonly params: Params;
    readonly query: URLSearchParams;
  }) => Promise<{ readonly lang: string; readonly title: string; readonly body: string }>;
  /** @returns the path to go on to, of the same host @throws ProblemError */
  readonly take: (asked: { readonly params: Params; readonly form: unknown }) => Promise<string>;
}

const FORM_LIMIT_BYTES = 8 * 1024;

/** Registers the pages in a scope of their own, which reads forms. */
export async function registerHtmlPages(
  site: FastifyInstance,
  bindings: readonly HtmlPageBinding[],
  rateLimiter: RateLimiter,
): Promise<void> {
  if (bindings.length === 0) return;
  await site.register(async (scope) => {
    await scope.register(fastifyFormbody, { bodyLimit: FORM_LIMIT_BYTES });
    for (const { id, host, path, rateLimit, show, take } of bindings) {
      const constraints = { hostKind: host };
      scope.get<{ Params: Record<string, string> }>(path, { constraints }, async (request, reply) => {
        await rateLimiter.operation(id, rateLimit, null, request.ip);
        const query = new URL(request.url, 'http://here.invalid').searchParams;
        const page = await inRequestContext(request, null, () => show({ params: request.params, query }));
        return sendHtml(reply, page);
      });
      scope.post<{ Params: Record<string, string> }>(path, { constraints }, async (request, reply) => {
        await rateLimiter.operation(id, rateLimit, null, request.ip);
        const { params, body: form } = request;
        const target = await inRequestContext(request, null, () => take({ params, form }));
        return reply.header('cache-control', 'no-store').redirect(target, 303);
      });
    }
  });
}

function sendHtml(reply: FastifyReply, { lang, title, body }: { lang: string; title: string; body: string }) {
  const nonce = randomBytes(16).toString('base64url');
  for (const [name, value] of Object.entries(DOCUMENT_HEADERS)) reply.header(name, value);
  return reply
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    )
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
        `<meta name="robots" content="noindex"><title>${title}</title><style nonce="${nonce}">${STYLE}</style></head>` +
        `<body><main>${body}</main></body></html>`,
    );
}

const STYLE = `
:root{color-scheme:light dark;--text:#1c1b22;--muted:#5b5966;--line:#d9d7e0;--ground:#f6f5f9;--card:#fff;--accent:#3f37c9;--on-accent:#fff;--alert:#a11d2b}
@media(prefers-color-scheme:dark){:root{--text:#f1f0f6;--muted:#b4b1c2;--line:#3b3947;--ground:#131219;--card:#1d1c25;--accent:#a5a0ff;--on-accent:#17151f;--alert:#ff9aa5}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
main{max-width:30rem;margin:0 auto;padding:2rem 1.25rem;min-height:100vh;background:var(--card)}
h1{font-size:2rem;line-height:1.2;margin:1.5rem 0 .25rem;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}h2{font-size:1.25rem;margin:1.5rem 0 .5rem}
p{overflow-wrap:anywhere}.note{margin:0;padding:.625rem .875rem;border:1px solid var(--line);border-radius:.5rem;color:var(--muted);font-size:.875rem}
.hint{margin:0;color:var(--muted);font-size:.875rem}section{border-top:1px solid var(--line);margin-top:1.5rem;padding-bottom:.25rem}
ul.files{list-style:none;margin:0;padding:0}ul.files a{display:flex;align-items:center;min-height:2.75rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.sums{display:grid;grid-template-columns:1fr auto;gap:.25rem 1.5rem;margin:1rem 0 0;font-size:.875rem;font-variant-numeric:tabular-nums}.sums dt{color:var(--muted)}.sums dd{margin:0;text-align:end}.sums :nth-last-child(-n+2){color:inherit;font-weight:600}
.status{font-weight:600}.alert{color:var(--alert);font-weight:600}
fieldset{border:0;padding:0;margin:1.5rem 0 0}legend{font-weight:600;padding:0;margin-bottom:.25rem}
fieldset label{display:flex;gap:.625rem;align-items:baseline;padding:.5rem 0;border-bottom:1px solid var(--line);min-height:2.75rem}
.delivery{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:1.25rem 0;color:var(--muted);font-size:.875rem}
select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.5rem;min-height:2.75rem;max-width:100%}
input{accent-color:var(--accent)}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem}
button,.button{display:inline-block;font:inherit;font-weight:600;border:1px solid var(--accent);border-radius:.5rem;padding:.625rem 1.25rem;min-height:2.75rem;background:var(--accent);color:var(--on-accent);text-decoration:none;cursor:pointer}
button.second,a.button.second{background:transparent;color:var(--accent)}a{color:var(--accent)}a.button{color:var(--on-accent)}
details{margin-top:2rem;border-top:1px solid var(--line);padding-top:1rem}summary{cursor:pointer;color:var(--muted);min-height:2.75rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`;
