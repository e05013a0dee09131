import type { PageInput, TenantId } from '@stageline/contracts';
import { withVariant } from '@stageline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerAddress } from '../../http/caller-address.ts';
import { cookieOf, setCookie } from '../../http/cookies.ts';
import type { ShownVariant } from '../experiments/index.ts';

interface Visitor {
  readonly ip: string;
  readonly userAgent: string;
}
/** Who sees which version of a landing page, and who counts them. */
export interface Variants {
  /** Null where no experiment runs, and for robots. */
  shownTo(tenantId: TenantId, visitor: Visitor, cookie: string | undefined): Promise<ShownVariant | null>;
  seen(tenantId: TenantId, visitor: Visitor, shown: ShownVariant): Promise<void>;
}

/** Says which version, and nothing of who: the next visit sees the same page from wherever it comes. */
const COOKIE = 'stageline_page';
const COOKIE_OPTIONS = { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 90 * 24 * 3600 } as const;

/** Until the answer is sent: only then it is known whether anybody looks at it. */
const shown = new WeakMap<FastifyRequest, ShownVariant>();

type Landing = Extract<PageInput, { kind: 'landing' }>;

/** The landing page as this visitor sees it. */
export async function asShown(
  variants: Variants,
  request: FastifyRequest,
  reply: FastifyReply,
  input: Landing,
): Promise<Landing> {
  if (request.tenant === null) return input;
  const visitor = { ip: callerAddress(request), userAgent: request.headers['user-agent'] ?? '' };
  const cookie = cookieOf(request, COOKIE);
  const found = await variants.shownTo(request.tenant.id, visitor, cookie);
  if (found === null) return input;
  shown.set(request, found);
  const value = `${found.experimentId}.${found.arm}`;
  if (cookie !== value) setCookie(reply, { ...COOKIE_OPTIONS, name: COOKIE, value });
  return found.variant === null ? input : { ...input, site: withVariant(input.site, found.variant) };
}

/** Counts whoever looked at a version of the page. */
export function noteVariant(variants: Variants, request: FastifyRequest, visitor: Visitor): void {
  const found = shown.get(request);
  if (found === undefined || request.tenant === null) return;
  variants
    .seen(request.tenant.id, visitor, found)
    .catch((err: unknown) => request.log.warn({ err }, 'a visitor was counted for no version'));
}
