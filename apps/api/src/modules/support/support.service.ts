import {
  AccessEnded,
  ProblemError,
  SupportVisitId,
  type AdminId,
  type support,
  type TenantId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { SingleUseTokens } from '@stageline/platform/tickets';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import { z } from 'zod';
import type { MemberActor } from '../../http/route.ts';
import type { NewSupportSession } from '../../http/sessions.ts';
import type { PlatformAdmin } from '../accounts/index.ts';
import type { AuditLog, AuditRecord } from '../audit/index.ts';
import type { TenantAdministration, TenantsService } from '../tenants/index.ts';
import { overdueVisits } from './support.cross-tenant.repository.ts';
import type { Viewed } from './support-sessions.ts';
import { supportRepository } from './support.repository.ts';

export interface SupportServiceDeps {
  readonly tenants: Pick<TenantsService, 'find' | 'urlOf'>;
  readonly administration: Pick<TenantAdministration, 'allowsSupport' | 'allowSupport'>;
  readonly findAdmin: (id: AdminId) => Promise<PlatformAdmin | null>;
  readonly tokens: SingleUseTokens;
  readonly unitOfWork: UnitOfWork;
  readonly audit: AuditLog;
  readonly bus: InvalidationBus;
  readonly clock: Clock;
}

type Started = z.output<(typeof support)['startSupport']['response']>;
type Visit = z.output<(typeof support)['getSupportVisit']['response']>['visit'];

export interface SupportService {
  /** @throws ProblemError `not-found`, `illegal-transition` for a site that is not served, `support-refused` */
  start(adminId: AdminId, tenantId: TenantId, reason: string, minutes: number): Promise<Started>;
  /** Spends the token of a visit in the current tenant. @throws ProblemError `invalid-ticket`, `support-refused` */
  enter(token: string): Promise<NewSupportSession>;
  /** Ends a visit in the current tenant; one that has ended is left alone. */
  end(id: SupportVisitId): Promise<void>;
  visitOf(actor: MemberActor): Promise<Visit>;
  allowed(): Promise<boolean>;
  /** The owner's word, for the current tenant. A no ends every visit at once. */
  allow(allowed: boolean): Promise<void>;
  /** Writes down that something was looked at, once per visit. */
  viewed(id: SupportVisitId, operation: Viewed): Promise<void>;
  /** Closes visits whose time is over, so that their end is in the audit log, too. */
  closeOverdue(): Promise<void>;
}

const TOKEN = 'support';
/** Long enough for a redirect, too short to be of use in a browser's history. */
const TOKEN_TTL_SECONDS = 60;
const TokenPayload = z.strictObject({ visitId: SupportVisitId });
/** Where the sign-ins' watch over open sockets listens. */
const SIGN_IN_TOPIC = 'sign-in';
const CLOSE_LIMIT = 100;

/** Support looks at a site from inside: for a reason, for a while, without changing anything, and written down (L-05). */
export function createSupportService(deps: SupportServiceDeps): SupportService {
  const { administration, unitOfWork, audit, bus, clock } = deps;

  async function servedTenant(tenantId: TenantId) {
    const tenant = await deps.tenants.find(tenantId);
    if (tenant === null) throw new ProblemError('not-found');
    if (tenant.status !== 'active')
      throw new ProblemError('illegal-transition', { detail: `The site is ${tenant.status}.` });
    if (!(await administration.allowsSupport(tenantId))) throw new ProblemError('support-refused');
    return tenant;
  }

  /** In the site's chain, and in the platform's. */
  async function recordBoth(tenantId: TenantId, entry: AuditRecord): Promise<void> {
    await audit.recordFor(tenantId, entry);
    await audit.recordForPlatform(entry);
  }

  async function endAll(tx: Transaction, ids: readonly SupportVisitId[], reason: string): Promise<void> {
    for (const id of ids) {
      const visit = await supportRepository.end(id, clock.now());
      if (visit === null) continue;
      // What they observe ends, too.
      tx.record(AccessEnded, { holders: [id] });
      const target = { type: 'support-visit', id, name: visit.adminName };
      await recordBoth(currentTenantId(), { action: 'support.ended', target, reason });
    }
  }

  const tellAll = async (ids: readonly SupportVisitId[]): Promise<void> => {
    for (const id of ids) await bus.publish(SIGN_IN_TOPIC, id);
  };

  return {
    async start(adminId, tenantId, reason, minutes) {
      const [tenant, admin] = [await servedTenant(tenantId), await deps.findAdmin(adminId)];
      if (admin === null) throw new ProblemError('unauthenticated');
      const id = newId('imp');
      const startedAt = clock.now();
      const endsAt = new Date(startedAt.getTime() + minutes * 60_000);
      const visit = {
        id,
        adminId,
        adminName: admin.name,
        adminVersion: admin.sessionVersion,
        reason,
        startedAt,
        endsAt,
      };
      await unitOfWork.run(async () => {
        await runInTenant(tenantId, () => supportRepository.insert(visit));
        const target = { type: 'tenant', id: tenantId, name: tenant.name };
        await recordBoth(tenantId, { action: 'support.started', target, reason, after: { minutes } });
      });
      const token = deps.tokens.issue(tenantId, TOKEN, { visitId: id }, TOKEN_TTL_SECONDS);
      return { id, token, url: deps.tenants.urlOf(tenant.slug), endsAt: endsAt.toISOString() };
    },

    async enter(token) {
      const tenantId = currentTenantId();
      const payload = TokenPayload.safeParse(await deps.tokens.spend(tenantId, TOKEN, token));
      const visit = payload.success ? await supportRepository.find(payload.data.visitId) : null;
      if (visit === null) throw new ProblemError('invalid-ticket');
      const { id, adminId, adminName, endsAt, reason } = visit;
      await unitOfWork.run(async () => {
        if (!(await administration.allowsSupport(tenantId))) throw new ProblemError('support-refused');
        if (!(await supportRepository.enter(id, clock.now()))) throw new ProblemError('invalid-ticket');
        const actor = { kind: 'support', id: adminId, name: adminName } as const;
        await audit.record({ action: 'support.entered', actor, reason });
      });
      return { tenantId, visitId: id, adminId, endsAt };
    },

    async end(id) {
      await unitOfWork.run((tx) => endAll(tx, [id], 'Ended by the visitor'));
      await tellAll([id]);
    },

    async visitOf({ support: here }) {
      const visit = here === undefined ? null : await supportRepository.find(here.visitId);
      if (visit === null) return null;
      const { id, adminName, reason, endsAt } = visit;
      return { id, adminName, reason, endsAt: endsAt.toISOString() };
    },

    allowed: () => administration.allowsSupport(currentTenantId()),

    async allow(allowed) {
      const ended = await unitOfWork.run(async (tx) => {
        if (!(await administration.allowSupport(currentTenantId(), allowed))) return [];
        await audit.record({ action: allowed ? 'support.allowed' : 'support.forbidden' });
        if (allowed) return [];
        const open = await supportRepository.openIds();
        await endAll(tx, open, 'The owner closed the site to support');
        return open;
      });
      await tellAll(ended);
    },

    async viewed(id, { id: operationId, summary: name }) {
      await unitOfWork.run(async () => {
        if (!(await supportRepository.view(id, operationId))) return;
        await audit.record({ action: 'support.viewed', target: { type: 'operation', id: operationId, name } });
      });
    },

    async closeOverdue() {
      for (const { id, tenantId } of await overdueVisits(clock.now(), CLOSE_LIMIT)) {
        await runInTenant(tenantId, () => unitOfWork.run((tx) => endAll(tx, [id], 'Its time was over')));
        await tellAll([id]);
      }
    },
  };
}
