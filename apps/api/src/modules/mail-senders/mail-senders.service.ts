import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { ProblemError, type SenderPage, type SenderRecord, type SenderView, type TenantId } from '@stageline/contracts';
import { parseMailbox, type DkimKey } from '@stageline/integrations/email';
import { newId, type Clock, type Logger, type Sealer } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import { parseDomainName, type DnsLookup } from '../domains/index.ts';
import { findDueSenders } from './mail-senders.cross-tenant.repository.ts';
import { mailSendersRepository, type MailSender } from './mail-senders.repository.ts';
import { expectedRecords, lookAtRecords } from './sender-records.ts';
import { senderMail, type SenderOwner, type SenderSite } from './mail-senders.mail.ts';

export interface MailSendersDeps {
  readonly lookup: DnsLookup;
  readonly sealer: Sealer;
  /** Names of the platform, without ports; nobody may send as one of them. */
  readonly platformHosts: readonly string[];
  /** `Name <address>` or an address: where mail comes from that has no sender of its own. */
  readonly fromAddress: string;
  readonly siteFacts: () => Promise<SenderSite & { readonly contactEmail: string | null }>;
  readonly owners: () => Promise<readonly SenderOwner[]>;
  readonly mailer: { send(mail: ReturnType<typeof senderMail>): Promise<unknown> };
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly audit: AuditLog;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The sender of their own that a tenant may have (B-14). */
export interface MailSendersService {
  page(): Promise<SenderPage>;
  /** @throws ProblemError `validation-failed` for an address that nobody can send from */
  set(address: string): Promise<SenderView>;
  /** Looks now and begins the search anew. @throws ProblemError `not-found` */
  check(): Promise<SenderView>;
  /** @throws ProblemError `not-found` */
  remove(): Promise<void>;
  /** The address that mail of the current tenant may come from now; null for the platform's. */
  address(): Promise<string | null>;
  /** What vouches for mail from the address; null where nothing does any more. */
  keyFor(address: string): Promise<DkimKey | null>;
  /** Over all tenants: looks at those whose time has come. @returns how many */
  checkDue(): Promise<number>;
}

/** RFC 8301, 3.2: at least 2048 bits; longer keys do not fit into one text of the DNS. */
const BITS = 2048;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SEARCH_MS = 72 * HOUR_MS;
const SWEEP_LIMIT = 50;
/** Longer than a look takes. */
const LOOK_MS = 5 * MINUTE_MS;
const makeKeys = promisify(generateKeyPair);

export function createMailSendersService(deps: MailSendersDeps): MailSendersService {
  const { unitOfWork, clock, audit, sealer } = deps;
  const { address: platformAddress } = parseMailbox(deps.fromAddress);
  const contextOf = (id: string) => `dkim ${currentTenantId()} ${id}`;
  const targetOf = ({ id, address }: MailSender) => ({ type: 'mail-sender', id, name: address });

  async function required(): Promise<MailSender> {
    const sender = await mailSendersRepository.find();
    if (sender === null) throw new ProblemError('not-found');
    return sender;
  }

  async function withKeys(address: string, domain: string): Promise<MailSender> {
    const id = newId('mse');
    const keys = await makeKeys('rsa', {
      modulusLength: BITS,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    });
    const selector = `sl${randomBytes(6).toString('hex')}`;
    const claim = { domain, selector, publicKey: keys.publicKey.toString('base64') };
    const now = clock.now();
    return {
      id,
      address,
      ...claim,
      sealedKey: sealer.seal(contextOf(id), keys.privateKey),
      state: 'pending',
      records: expectedRecords(claim),
      attempts: 0,
      lookingSince: now,
      lastCheckedAt: null,
      nextCheckAt: now,
      createdAt: now,
    };
  }

  /** One look at the DNS, and what follows from it. @returns null where the sender was changed meanwhile */
  async function lookAt(sender: MailSender): Promise<MailSender | null> {
    const records = await lookAtRecords(sender, deps.lookup);
    const now = clock.now();
    const next = advanced(sender, records, now);
    return unitOfWork.run(async () => {
      const changed = await mailSendersRepository.update(sender, { ...next, records, lastCheckedAt: now });
      if (changed === null || changed.state === sender.state || changed.state === 'pending') return changed;
      await audit.record({ action: `mail-sender.${changed.state}`, target: targetOf(changed) });
      const site = await deps.siteFacts();
      for (const owner of await deps.owners()) await deps.mailer.send(senderMail(site, owner, changed));
      return changed;
    });
  }

  return {
    async page() {
      const sender = await mailSendersRepository.find();
      const { contactEmail } = await deps.siteFacts();
      return { platformAddress, replyTo: contactEmail, sender: sender && present(sender) };
    },

    async set(address) {
      const domain = domainOf(address, [
        ...deps.platformHosts,
        platformAddress.slice(platformAddress.indexOf('@') + 1),
      ]);
      const before = await mailSendersRepository.find();
      // Its domain is proved already.
      const sender = before?.domain === domain ? { ...before, address } : await withKeys(address, domain);
      await unitOfWork.run(async () => {
        await mailSendersRepository.replace(sender);
        await audit.record({ action: 'mail-sender.set', target: targetOf(sender) });
      });
      return present(sender);
    },

    async check() {
      const sender = await required();
      const again = { lookingSince: clock.now(), attempts: 0 };
      const begun = await mailSendersRepository.update(sender, again);
      return present((begun && (await lookAt(begun))) ?? (await required()));
    },

    async remove() {
      await unitOfWork.run(async () => {
        const sender = await mailSendersRepository.remove();
        if (sender === null) throw new ProblemError('not-found');
        await audit.record({ action: 'mail-sender.removed', target: targetOf(sender) });
      });
    },

    async address() {
      const sender = await mailSendersRepository.find();
      return sender?.state === 'verified' ? sender.address : null;
    },

    async keyFor(address) {
      const sender = await mailSendersRepository.find();
      if (sender?.state !== 'verified' || !address.endsWith(`@${sender.domain}`)) return null;
      const { id, domain, selector, sealedKey } = sender;
      return { domain, selector, privateKey: sealer.open(contextOf(id), sealedKey) };
    },

    async checkDue() {
      const tenants = await findDueSenders(clock.now(), await deps.pausedTenants(), SWEEP_LIMIT);
      for (const tenantId of tenants) {
        await runInTenant(tenantId, async () => {
          const now = clock.now();
          const sender = await mailSendersRepository.takeDue(now, new Date(now.getTime() + LOOK_MS));
          if (sender !== null) await lookAt(sender);
        }).catch((err: unknown) => deps.logger.error({ err, tenantId }, 'a look at a mail sender failed'));
      }
      return tenants.length;
    },
  };
}

/** @throws ProblemError `validation-failed` at `/address` */
function domainOf(address: string, platformHosts: readonly string[]): string {
  const refused = (message: string) =>
    new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/address', message }] });
  try {
    return parseDomainName(address.slice(address.lastIndexOf('@') + 1), platformHosts).host;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw refused('Please give an address of a domain that is yours.');
  }
}

/** Silence of the name servers moves nothing. */
function advanced(sender: MailSender, records: readonly SenderRecord[], now: Date) {
  const key = records.find(({ kind }) => kind === 'dkim')!.status;
  const isFound = key === 'unknown' ? sender.state === 'verified' : key === 'ok';
  const state = isFound ? 'verified' : sender.state === 'pending' ? 'pending' : 'failing';
  const attempts = state === sender.state ? sender.attempts + 1 : 0;
  const after = (ms: number) => new Date(now.getTime() + ms);
  const pauses = {
    verified: key === 'unknown' ? HOUR_MS : DAY_MS,
    failing: HOUR_MS,
    pending: Math.min(HOUR_MS, MINUTE_MS * 2 ** Math.min(sender.attempts, 10)),
  };
  const isOver = state === 'pending' && now.getTime() - sender.lookingSince.getTime() > SEARCH_MS;
  return { state, attempts, nextCheckAt: isOver ? null : after(pauses[state]) } as const;
}

function present({
  id,
  address,
  domain,
  state,
  records,
  createdAt,
  lastCheckedAt,
  nextCheckAt,
}: MailSender): SenderView {
  return {
    id,
    address,
    domain,
    state,
    records: records.map((record) => ({ ...record, found: [...record.found] })),
    createdAt: createdAt.toISOString(),
    lastCheckedAt: lastCheckedAt?.toISOString() ?? null,
    nextCheckAt: nextCheckAt?.toISOString() ?? null,
  };
}
