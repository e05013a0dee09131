import { randomBytes } from 'node:crypto';
import {
  CheckDomain,
  ProblemError,
  type domains,
  type DomainId,
  type DomainState,
  type DomainView,
  type TenantId,
} from '@stageline/contracts';
import type { CertificateFacts, TlsPort } from '@stageline/integrations/tls';
import { IntegrationError } from '@stageline/integrations/tls';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Queue } from '@stageline/platform/queue';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import type { z } from 'zod';
import type { TenantFacts } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import type { MailService } from '../mail/index.ts';
import type { SiteFacts } from '../site/index.ts';
import type { TenantDomains } from '../tenants/index.ts';
import type { DomainInspector, Inspection } from './domain-inspection.ts';
import { advance, certificateWorth, searchAgain, shifted, type Finding, type Lifecycle } from './domain-lifecycle.ts';
import { parseDomainName } from './domain-name.ts';
import { findDueDomains, findRunningDomains } from './domains.cross-tenant.repository.ts';
import { domainMail, isTold, type DomainOwner, type ToldState } from './domains.mail.ts';
import { presentDomain } from './domains.presenter.ts';
import { domainsRepository, type DomainChange } from './domains.repository.ts';
import type { Domain } from './domains.types.ts';

export interface DomainsServiceDeps {
  readonly tenantDomains: TenantDomains;
  readonly inspector: DomainInspector;
  readonly tls: TlsPort;
  /** Names of the platform, without ports; nobody may connect them. */
  readonly platformHosts: readonly string[];
  /** The address of a custom host. */
  readonly urlOfHost: (host: string) => string;
  readonly siteFacts: () => Promise<Pick<SiteFacts, 'siteName' | 'primaryColor' | 'homeUrl'>>;
  /** The owners of the current tenant. */
  readonly owners: () => Promise<readonly DomainOwner[]>;
  readonly mailer: Pick<MailService, 'send'>;
  readonly audit: AuditLog;
  readonly unitOfWork: UnitOfWork;
  readonly queue: Pick<Queue, 'enqueue'>;
  /** Suspended and closing tenants. */
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The custom domains of the current tenant. */
export interface DomainsService {
  list(tenant: Pick<TenantFacts, 'url'>): Promise<z.output<(typeof domains)['listDomains']['response']>>;
  /** @throws ProblemError `validation-failed`, `domain-exists`, `limit-reached` */
  add(text: string): Promise<DomainView>;
  /** Looks now and begins the search anew. @throws ProblemError `not-found` */
  checkNow(id: DomainId): Promise<DomainView>;
  /** @throws ProblemError `not-found` */
  remove(id: DomainId): Promise<void>;
  /** @throws ProblemError `not-found`, `illegal-transition` when it is not live */
  choosePrimary(id: DomainId | null): Promise<void>;
  find(id: DomainId): Promise<Domain | null>;
  /** Looks at a domain and moves it on; one that is gone is left alone. */
  look(id: DomainId): Promise<void>;
  /**
   * Over all tenants: has the domains looked at whose time has come, and stops the clocks of those whose tenant is paused.
   * @returns how many are looked at
   */
  enqueueDue(): Promise<number>;
}

/** A site has an address or two of its own; more is somebody collecting names. */
const MAX_DOMAINS = 10;
const SWEEP_LIMIT = 100;
const SWEEP_MS = 60_000;
const FIRST_SWEEP_MS = 30_000;
const CHECK_ATTEMPTS = 3;
const TAKEN =
  'Another site on this platform has this domain. If it is yours, disconnect it there first, or write to us.';

export function createDomainsService(deps: DomainsServiceDeps): DomainsService {
  const { inspector, tenantDomains, unitOfWork, clock } = deps;
  const present = (domain: Domain) => presentDomain(domain, deps.urlOfHost);

  async function require(id: DomainId): Promise<Domain> {
    const domain = await domainsRepository.find(id);
    if (domain === null) throw new ProblemError('not-found');
    return domain;
  }

  /** A write with everything that belongs to it: the host's entry, the primary host, the log and the owner's mail. */
  async function write(domain: Domain, change: DomainChange, passed: readonly DomainState[]): Promise<Domain | null> {
    const tenantId = currentTenantId();
    const now = clock.now();
    const written = await unitOfWork.run(async () => {
      const steps = passed.map((state) => ({ state, at: now }));
      const next = await domainsRepository.update(domain, change, steps);
      if (next === null) return null;
      if (next.state === 'removed') await tenantDomains.release(next.host, tenantId);
      // It leads elsewhere again: no certificate may be ordered for it.
      if (next.state === 'verified' && next.holds) await tenantDomains.hold(next.host, tenantId, false);
      if (next.isPrimary) await tenantDomains.setPrimaryHost(tenantId, next.state === 'live' ? next.host : null);
      await note(domain, next, passed);
      return next;
    });
    if (written !== null && passed.length > 0) await announce(written);
    return written;
  }

  /** The time in which the tenant was paused and nobody looked counts for nothing. */
  const goOn = (domain: Domain, pausedAt: Date): Promise<Domain | null> =>
    domainsRepository.update(
      domain,
      { ...shifted(domain, clock.now().getTime() - pausedAt.getTime()), pausedAt: null },
      [],
    );

  const announce = (domain: Domain) =>
    tenantDomains.announce(currentTenantId(), domain.state === 'removed' ? domain.host : undefined);

  async function note(before: Domain, after: Domain, passed: readonly DomainState[]): Promise<void> {
    const target = { type: 'domain', id: after.id, name: after.host };
    if (passed.includes('verified')) await deps.audit.record({ action: 'domain.verified', target });
    if (before.state === after.state || !isTold(after.state)) return;
    await deps.audit.record({ action: `domain.became-${after.state}`, target, before: { state: before.state } });
    await tell(after as Domain & { state: ToldState });
  }

  async function tell(domain: Domain & { readonly state: ToldState }): Promise<void> {
    const site = await deps.siteFacts();
    for (const owner of await deps.owners()) await deps.mailer.send(domainMail(site, owner, domain));
  }

  /**
   * Makes the host this tenant's once its owner has proved it, and lets it have a certificate once it leads to us. In one
   * transaction with the claim, so that a claim that is removed meanwhile leaves nothing behind.
   * @returns null when the claim is gone; `taken` when another tenant has the host
   */
  async function secure(domain: Domain, { owned, pointing, records }: Inspection): Promise<Domain | 'taken' | null> {
    const holds = domain.holds || owned === true;
    if (!holds) return domain;
    const tenantId = currentTenantId();
    const enabled = pointing === true || domain.state === 'live' || domain.state === 'degraded';
    const state = stateBeforeTls(domain, pointing);
    const passed: DomainState[] = [];
    if (domain.state === 'pending_dns') passed.push('verified');
    if (state === 'issuing' && domain.state !== 'issuing') passed.push('issuing');
    if (domain.holds && passed.length === 0) return domain;
    const secured = await unitOfWork
      .run(async () => {
        if (!(await tenantDomains.hold(domain.host, tenantId, enabled))) return 'taken';
        const steps = passed.map((each) => ({ state: each, at: clock.now() }));
        const seen = { records, lastCheckedAt: clock.now() };
        const next = await domainsRepository.update(domain, { holds: true, state, ...seen }, steps);
        if (next === null) throw new ClaimGone();
        await note(domain, next, passed);
        return next;
      })
      .catch((error: unknown) => {
        if (error instanceof ClaimGone) return null;
        throw error;
      });
    if (secured !== null && secured !== 'taken') await announce(secured);
    return secured;
  }

  async function certificateOf(
    host: string,
  ): Promise<{ worth: Finding['certificate']; facts: CertificateFacts | null; note: string | null }> {
    try {
      const facts = await deps.tls.certificateOf(host);
      if (facts === null) return { worth: 'none', facts, note: null };
      const worth = certificateWorth(facts, clock.now());
      return { worth, facts, note: worth === 'good' ? null : CERTIFICATE_NOTES[worth] };
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      deps.logger.info({ err: error, host }, 'no certificate for a custom domain');
      const worth = error.code === 'no-certificate' ? 'bad' : 'unknown';
      return { worth, facts: null, note: CERTIFICATE_NOTES[worth] };
    }
  }

  /** One look: DNS, then the host's entry, then the certificate, then what follows from it. */
  async function lookAt(held: Domain): Promise<Domain | null> {
    const domain = held.pausedAt === null ? held : await goOn(held, held.pausedAt);
    if (domain === null) return null;
    const inspection = await inspector.inspect(domain);
    const secured = await secure(domain, inspection);
    if (secured === null) return null;
    const records = secured === 'taken' ? asTaken(inspection) : [...inspection.records];
    const current = secured === 'taken' ? domain : secured;
    const certificate =
      current.holds && inspection.pointing === true
        ? await certificateOf(current.host)
        : { worth: 'none' as const, facts: null, note: null };
    const { pointing } = inspection;
    const finding: Finding = { holds: current.holds, pointing, certificate: certificate.worth };
    const next = advance(current, finding, clock.now(), Math.random());
    const change: DomainChange = {
      ...lifecycleOf(next),
      records,
      tlsNote: certificate.note,
      lastCheckedAt: clock.now(),
      ...(certificate.facts !== null && {
        certificate: { issuer: certificate.facts.issuer, validTo: certificate.facts.validTo },
      }),
    };
    return write(current, change, next.state === current.state ? [] : [next.state]);
  }

  return {
    async list({ url }) {
      const items = await domainsRepository.list();
      return { siteHost: new URL(url).host, siteUrl: url, items: items.map(present) };
    },

    async add(text) {
      const name = parseDomainName(text, deps.platformHosts);
      if ((await domainsRepository.count()) >= MAX_DOMAINS) {
        throw new ProblemError('limit-reached', { detail: `A site may have ${MAX_DOMAINS} domains.` });
      }
      const domain = await unitOfWork.run(async () => {
        const added = await domainsRepository.insert(newDomain(name, inspector, clock.now()));
        await deps.audit.record({ action: 'domain.added', target: { type: 'domain', id: added.id, name: added.host } });
        return added;
      });
      await enqueue(domain.id);
      return present(domain);
    },

    async checkNow(id) {
      for (let attempt = 1; attempt <= CHECK_ATTEMPTS; attempt += 1) {
        const domain = await require(id);
        const { lookingSince, attempts } = searchAgain(domain, clock.now());
        const again = await domainsRepository.update(domain, { lookingSince, attempts }, []);
        // A look that began earlier may have written in between, and know less than this one.
        if (again !== null && (await lookAt(again)) !== null) break;
      }
      return present(await require(id));
    },

    async remove(id) {
      for (;;) {
        const domain = await require(id);
        const change: DomainChange = { state: 'removed', nextCheckAt: null, isPrimary: false };
        const tenantId = currentTenantId();
        const removed = await unitOfWork.run(async () => {
          const next = await domainsRepository.update(domain, change, [{ state: 'removed', at: clock.now() }]);
          if (next === null) return null;
          await tenantDomains.release(domain.host, tenantId);
          if (domain.isPrimary) await tenantDomains.setPrimaryHost(tenantId, null);
          const target = { type: 'domain', id, name: domain.host };
          await deps.audit.record({ action: 'domain.removed', target });
          return next;
        });
        if (removed !== null) return announce(removed);
      }
    },

    async choosePrimary(id) {
      const tenantId = currentTenantId();
      await unitOfWork.run(async () => {
        const domain = id === null ? null : await require(id);
        if (domain !== null && domain.state !== 'live')
          throw new ProblemError('illegal-transition', {
            detail: 'Only a domain that is live can be the main address.',
          });
        await domainsRepository.choosePrimary(id);
        await tenantDomains.setPrimaryHost(tenantId, domain?.host ?? null);
        const target = { type: 'domain', id: id ?? 'site', name: domain?.host ?? 'the address under the platform' };
        await deps.audit.record({ action: 'domain.primary-chosen', target });
      });
      await tenantDomains.announce(tenantId);
    },

    find: (id) => domainsRepository.find(id),

    async look(id) {
      const domain = await domainsRepository.find(id);
      if (domain !== null) await lookAt(domain);
    },

    async enqueueDue() {
      const now = clock.now();
      const paused = await deps.pausedTenants();
      for (const tenantId of await findRunningDomains(paused))
        await runInTenant(tenantId, () => domainsRepository.pauseAll(now));
      const due = await findDueDomains(now, paused, SWEEP_LIMIT);
      for (const { id, tenantId } of due) {
        // One job a minute for each, however many sweeps there are.
        const jobId = `${id}-${Math.floor(now.getTime() / SWEEP_MS)}`;
        await deps.queue.enqueue(CheckDomain, tenantId, { domainId: id }, { jobId });
      }
      return due.length;
    },
  };

  async function enqueue(id: DomainId): Promise<void> {
    try {
      await deps.queue.enqueue(CheckDomain, currentTenantId(), { domainId: id }, { jobId: id });
    } catch (err) {
      // The sweep finds it.
      deps.logger.warn({ err, domainId: id }, 'look at a custom domain not enqueued');
    }
  }
}

class ClaimGone extends Error {}

const CERTIFICATE_NOTES = {
  bad: 'The certificate could not be issued yet. We try again by ourselves; if it stays so, look at the CAA records.',
  ending: 'The certificate ends soon and was not renewed. Check that nothing stands between the domain and us.',
  unknown: 'Our own server did not answer. We try again by ourselves.',
} as const;

/** The state that the DNS alone allows; the certificate decides about the rest. */
function stateBeforeTls({ state }: Domain, pointing: boolean | null): DomainState {
  if (state === 'live' || state === 'degraded') return state;
  if (pointing === true) return 'issuing';
  return state === 'pending_dns' ? 'verified' : state;
}

const asTaken = ({ records }: Inspection) =>
  records.map((record) =>
    record.kind === 'ownership' ? { ...record, status: 'wrong' as const, advice: TAKEN } : record,
  );

const lifecycleOf = (next: Lifecycle): Lifecycle => ({
  state: next.state,
  holds: next.holds,
  attempts: next.attempts,
  lookingSince: next.lookingSince,
  unknownSince: next.unknownSince,
  degradedSince: next.degradedSince,
  nextCheckAt: next.nextCheckAt,
});

function newDomain(
  name: { host: string; zone: string },
  inspector: DomainInspector,
  now: Date,
): Omit<Domain, 'version'> {
  const token = randomBytes(20).toString('hex');
  return {
    id: newId('dom'),
    ...name,
    token,
    state: 'pending_dns',
    holds: false,
    isPrimary: false,
    records: inspector.expectations({ ...name, token }),
    tlsNote: null,
    certificate: null,
    history: [{ state: 'pending_dns', at: now }],
    attempts: 0,
    lookingSince: now,
    unknownSince: null,
    degradedSince: null,
    lastCheckedAt: null,
    // The first look is a job of its own; should that be lost, the sweep finds it.
    nextCheckAt: new Date(now.getTime() + FIRST_SWEEP_MS),
    createdAt: now,
    pausedAt: null,
  };
}
