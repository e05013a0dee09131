import {
  AbuseReportId,
  ProblemError,
  type abuse,
  type AbuseOutcome,
  type AbuseState,
  type AdminId,
  type TenantId,
} from '@stageline/contracts';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import type { z } from 'zod';
import type { AdminActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import type { TenantRecord, TenantsService } from '../tenants/index.ts';
import { countUnresolved, findReport, listReports } from './abuse.cross-tenant.repository.ts';
import { abuseRepository, type AbuseReport } from './abuse.repository.ts';

export interface AbuseServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly audit: AuditLog;
  readonly tenants: Pick<TenantsService, 'find' | 'findMany' | 'suspend'>;
  readonly adminName: (id: AdminId) => Promise<string | null>;
}

type Form = z.output<(typeof abuse)['reportSite']['body']>;
type Query = z.output<(typeof abuse)['listAbuseReports']['query']>;

export interface AbuseService {
  /** Takes a report about the current tenant. Nobody learns what becomes of it. */
  report(form: Form): Promise<void>;
  list(query: Query): Promise<{ items: abuse.AbuseReportView[]; nextCursor: string | null }>;
  /** @throws ProblemError `not-found`, `illegal-transition` for a report that is resolved */
  review(adminId: AdminId, id: AbuseReportId, state: Exclude<AbuseState, 'resolved'>): Promise<abuse.AbuseReportView>;
  /** @throws as `review`; also `illegal-transition` when the site cannot be suspended from the state that it is in */
  /** @throws ProblemError `forbidden` where it would suspend the site and the administrator may not */
  resolve(
    actor: Pick<AdminActor, 'adminId' | 'permissions'>,
    id: AbuseReportId,
    outcome: AbuseOutcome,
    note: string,
  ): Promise<abuse.AbuseReportView>;
}

/** Enough to show a storm of reports; more of them would say nothing new and fill the store. */
const MAX_UNRESOLVED = 200;

/** Reports about sites, and what becomes of them (L-14). */
export function createAbuseService(deps: AbuseServiceDeps): AbuseService {
  const { unitOfWork, clock, audit, tenants } = deps;

  async function present(reports: readonly AbuseReport[]): Promise<abuse.AbuseReportView[]> {
    const ids = [...new Set(reports.map(({ tenantId }) => tenantId))];
    const [owners, open] = await Promise.all([tenants.findMany(ids), countUnresolved(ids)]);
    const byId = new Map(owners.map((tenant) => [tenant.id, tenant]));
    const names = new Map<AdminId, string | null>();
    for (const { handledBy } of reports)
      if (handledBy !== null && !names.has(handledBy)) names.set(handledBy, await deps.adminName(handledBy));
    return reports.map((report) => presentReport(report, byId.get(report.tenantId), names, open));
  }

  async function presentOne(report: AbuseReport): Promise<abuse.AbuseReportView> {
    const [view] = await present([report]);
    return view!;
  }

  async function find(id: AbuseReportId): Promise<AbuseReport> {
    const report = await findReport(id);
    if (report === null) throw new ProblemError('not-found');
    return report;
  }

  /** The change of a report with its entry in the platform's audit log, in the caller's transaction. */
  async function change(
    report: AbuseReport,
    action: 'abuse.reviewed' | 'abuse.resolved',
    set: Partial<Pick<AbuseReport, 'state' | 'outcome' | 'note' | 'handledBy'>>,
  ): Promise<AbuseReport> {
    const changed = await runInTenant(report.tenantId, () => abuseRepository.update(report.id, set));
    if (changed === null) throw new ProblemError('illegal-transition', { detail: 'The report is resolved.' });
    const name = (await tenants.find(report.tenantId))?.name ?? report.tenantId;
    const { state, outcome } = report;
    await audit.record({
      action,
      target: { type: 'abuse-report', id: report.id, name },
      before: { state, outcome },
      after: { state: changed.state, outcome: changed.outcome },
      ...(set.note && { reason: set.note }),
    });
    return changed;
  }

  /** Suspends the site and closes the report, or neither. */
  async function suspendFor(report: AbuseReport, adminId: AdminId, note: string): Promise<AbuseReport> {
    let resolved: AbuseReport | undefined;
    await tenants.suspend(report.tenantId, note, adminId, async ({ id, name }) => {
      const entry = { action: 'tenant.suspended', target: { type: 'tenant', id, name }, reason: note } as const;
      await audit.record(entry);
      await audit.recordFor(id, entry);
      resolved = await change(report, 'abuse.resolved', closing(adminId, 'suspended', note));
    });
    return resolved!;
  }

  return {
    async report({ website, ...form }) {
      // A field that no person sees: whatever filled it in is thanked like everybody else.
      if (website !== undefined && website !== '') return;
      if ((await abuseRepository.countUnresolved(MAX_UNRESOLVED)) >= MAX_UNRESOLVED) {
        deps.logger.warn({ tenantId: currentTenantId() }, 'too many open reports about this site, another is not kept');
        return;
      }
      const { category, text, email = null } = form;
      await abuseRepository.insert({ id: newId('abr'), category, text, email, createdAt: clock.now() });
    },

    async list({ cursor, limit, state }) {
      const above = cursor === undefined ? undefined : AbuseReportId.safeParse(cursor);
      if (above?.success === false) throw foreignCursor();
      const reports = await listReports(state, above?.data, limit + 1);
      const items = await present(reports.slice(0, limit));
      return { items, nextCursor: reports.length > limit ? items.at(-1)!.id : null };
    },

    async review(adminId, id, state) {
      const report = await find(id);
      return presentOne(await unitOfWork.run(() => change(report, 'abuse.reviewed', { state, handledBy: adminId })));
    },

    async resolve({ adminId, permissions }, id, outcome, note) {
      const report = await find(id);
      const tenant = await tenants.find(report.tenantId);
      // Somebody may have suspended it meanwhile: then only the report is left to close.
      if (outcome === 'suspended' && tenant?.status !== 'suspended') {
        if (!permissions.has('sites.suspend')) throw new ProblemError('forbidden');
        return presentOne(await suspendFor(report, adminId, note));
      }
      const set = closing(adminId, outcome, note);
      return presentOne(await unitOfWork.run(() => change(report, 'abuse.resolved', set)));
    },
  };
}

const closing = (handledBy: AdminId, outcome: AbuseOutcome, note: string) =>
  ({ state: 'resolved', handledBy, outcome, note }) as const;

const foreignCursor = (): ProblemError =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'query', pointer: '/cursor', message: 'This cursor is not one of ours.' }],
  });

function presentReport(
  report: AbuseReport,
  tenant: TenantRecord | undefined,
  names: ReadonlyMap<AdminId, string | null>,
  open: ReadonlyMap<TenantId, number>,
): abuse.AbuseReportView {
  const { id, tenantId, category, text, email, state, outcome, note, handledBy, createdAt } = report;
  return {
    id,
    tenant: { id: tenantId, slug: tenant?.slug ?? '', name: tenant?.name ?? '', status: tenant?.status ?? 'purged' },
    category,
    text,
    email,
    state,
    outcome,
    note,
    handledBy: handledBy === null ? null : (names.get(handledBy) ?? null),
    openForSite: open.get(tenantId) ?? 0,
    createdAt: createdAt.toISOString(),
  };
}
