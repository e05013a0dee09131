import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  DEFAULT_LOCALE,
  ProblemError,
  ProvisionTenant,
  slug as slugRules,
  type signups,
  type SignupId,
  type TenantId,
} from '@stageline/contracts';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { Queue } from '@stageline/platform/queue';
import type { z } from 'zod';
import type { AccountsService } from '../accounts/index.ts';
import type { AuthService } from '../auth/index.ts';
import type { SignupRecord, TenantsService } from '../tenants/index.ts';
import type { Provisioning } from './provisioning.ts';
import { slugCandidates, slugFrom } from './slug-from.ts';

export interface SignupsServiceDeps {
  readonly tenants: TenantsService;
  readonly accounts: Pick<AccountsService, 'findByEmail' | 'hashPassword'>;
  readonly auth: Pick<AuthService, 'issueHandover'>;
  readonly provisioning: Provisioning;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Form = z.output<(typeof signups)['createSignup']['body']>;
type Accepted = z.output<(typeof signups)['createSignup']['response']>;
type Progress = z.output<(typeof signups)['getSignup']['response']>;
type SlugAnswer = z.output<(typeof signups)['checkSlug']['response']>;

export interface SignupsService {
  /** Takes a sign-up and has it provisioned. @throws ProblemError `slug-taken`, `email-taken`, `too-many-requests` */
  create(form: Form): Promise<Accepted>;
  /** Takes a sign-up without having it provisioned. @throws as `create` */
  request(form: Form, options?: { readonly synthetic?: boolean }): Promise<Accepted & { tenantId: TenantId }>;
  /** @throws ProblemError `not-found` also for a wrong token */
  progress(signupId: SignupId, token: string): Promise<Progress>;
  checkSlug(text: string): Promise<SlugAnswer>;
  /** Runs the rest of one tenant's sign-up; another tenant's is as good as none. */
  provision(tenantId: TenantId, signupId: SignupId): Promise<void>;
  /** Enqueues sign-ups that nobody has worked on for a while. @returns how many */
  requeueInterrupted(): Promise<number>;
}

/** Tried when the promoter leaves the address to us. */
const CANDIDATES = 30;
/** A worker that is alive touches its sign-up more often. */
const INTERRUPTED_AFTER_MS = 30_000;
const SWEEP_LIMIT = 100;
/** After this the sign-up's token, which may lie in a browser's history, logs nobody in. */
const HANDOVER_WINDOW_MS = 15 * 60_000;

export function createSignupsService(deps: SignupsServiceDeps): SignupsService {
  const { tenants, accounts, clock, logger } = deps;

  async function insert(form: Form, slug: string, passwordHash: string, token: string, synthetic: boolean) {
    const [id, tenantId] = [newId('sgn'), newId('tnt')];
    const { name, email, siteName, template, timeZone = 'UTC', locale = DEFAULT_LOCALE } = form;
    const ids = { id, tenantId, accountId: newId('acc'), membershipId: newId('mem'), sessionId: newId('ses') };
    await tenants.provisioning.request({
      ...ids,
      slug,
      siteName,
      name,
      email,
      passwordHash,
      timeZone,
      locale,
      template,
      synthetic,
      tokenHash: hashOf(token),
    });
    return { signupId: id, tenantId, token, slug, siteUrl: tenants.urlOf(slug) };
  }

  /** The promoter's own choice, or the first free address made of the site's name. */
  async function slugsToTry(form: Form): Promise<string[]> {
    if (form.slug !== undefined) return [form.slug];
    const candidates = slugCandidates(slugFrom(form.siteName), CANDIDATES);
    const held = await tenants.heldSlugs(candidates);
    return candidates.filter((candidate) => !held.has(candidate)).slice(0, 3);
  }

  async function request(form: Form, { synthetic = false }: { readonly synthetic?: boolean } = {}) {
    if ((await accounts.findByEmail(form.email)) !== null) throw new ProblemError('email-taken');
    const slugs = await slugsToTry(form);
    const passwordHash = await accounts.hashPassword(form.password);
    const token = randomBytes(32).toString('base64url');
    for (const slug of slugs) {
      try {
        return await insert(form, slug, passwordHash, token, synthetic);
      } catch (error) {
        // Somebody was faster: the unique index decides, and the next candidate is tried.
        const mayTryNext = error instanceof ProblemError && error.code === 'slug-taken' && slug !== slugs.at(-1);
        if (!mayTryNext) throw error;
      }
    }
    throw new ProblemError('slug-taken');
  }

  return {
    request,

    async create(form) {
      const { tenantId, ...accepted } = await request(form);
      try {
        await deps.queue.enqueue(
          ProvisionTenant,
          tenantId,
          { signupId: accepted.signupId },
          { jobId: accepted.signupId },
        );
      } catch (err) {
        // The sign-up is stored; the sweep enqueues it again.
        logger.warn({ err, tenantId }, 'provisioning not enqueued');
      }
      return accepted;
    },

    async progress(signupId, token) {
      const signup = await tenants.provisioning.find(signupId);
      if (signup === null || !sameHash(signup.tokenHash, hashOf(token))) throw new ProblemError('not-found');
      const { tenant, accountId } = signup;
      const status = statusOf(signup);
      const fresh =
        tenant.activatedAt !== null && clock.now().getTime() - tenant.activatedAt.getTime() < HANDOVER_WINDOW_MS;
      return {
        status,
        doneSteps: [...signup.doneSteps],
        siteUrl: tenants.urlOf(tenant.slug),
        handoverToken: status === 'active' && fresh ? deps.auth.issueHandover(tenant.id, accountId) : null,
      };
    },

    async checkSlug(text) {
      const parsed = slugRules.safeParse(text);
      const base = parsed.success ? parsed.data : slugFrom(text);
      const candidates = slugCandidates(base, CANDIDATES);
      const held = await tenants.heldSlugs(candidates);
      if (parsed.success && !held.has(base)) return { slug: base, available: true, reason: null, suggestion: null };
      const reason = parsed.success
        ? 'That address is taken.'
        : (parsed.error.issues[0]?.message ?? 'That address is not possible.');
      const suggestion = candidates.find((candidate) => !held.has(candidate)) ?? null;
      return { slug: parsed.success ? base : text, available: false, reason, suggestion };
    },

    async provision(tenantId, signupId) {
      const signup = await tenants.provisioning.find(signupId);
      if (signup?.tenant.id === tenantId) await deps.provisioning.run(signupId);
    },

    async requeueInterrupted() {
      const now = clock.now().getTime();
      const interrupted = await tenants.provisioning.interrupted(new Date(now - INTERRUPTED_AFTER_MS), SWEEP_LIMIT);
      for (const { id, tenantId } of interrupted) {
        // The first job's id may still be known to the queue; one more per half minute is harmless.
        const jobId = `${id}-${Math.floor(now / INTERRUPTED_AFTER_MS)}`;
        await deps.queue.enqueue(ProvisionTenant, tenantId, { signupId: id }, { jobId });
      }
      return interrupted.length;
    },
  };
}

function statusOf({ tenant, failure }: SignupRecord): Progress['status'] {
  if (failure !== null) return 'failed';
  if (tenant.status === 'requested' || tenant.status === 'provisioning' || tenant.status === 'active')
    return tenant.status;
  throw new ProblemError('not-found');
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const sameHash = (left: string, right: string): boolean => timingSafeEqual(Buffer.from(left), Buffer.from(right));
