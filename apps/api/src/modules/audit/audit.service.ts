import { AdminId, type AuditAction, type AuditActorKind, type MembershipId, type TenantId } from '@stageline/contracts';
import { callerFacts, createBatcher, newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, optionalTenantId, runInTenant } from '@stageline/tenancy';
import { chainOnto, PLATFORM_CHAIN, type AuditDraft } from './audit.chain.ts';
import { factsOf, shortText } from './audit.facts.ts';
import { auditRepository } from './audit.repository.ts';

/** Who acted, where it is not who is signed in: at a log-in nobody is yet. */
export interface AuditActor {
  readonly kind: AuditActorKind;
  readonly id: string | null;
  readonly name: string | null;
}

/** One thing that was done. */
export interface AuditRecord {
  readonly action: AuditAction;
  /** What it was done to; `name` is what a reader knows it by. */
  readonly target?: { readonly type: string; readonly id: string; readonly name?: string };
  readonly before?: object;
  readonly after?: object;
  readonly reason?: string;
  readonly actor?: AuditActor;
  /** The same by the id of a membership of the current tenant or of an administrator, whose name is then looked up. */
  readonly actorId?: string;
}

/** Writes the audit log. */
export interface AuditLog {
  /**
   * Puts an entry at the end of the current tenant's chain, or of the platform's where there is none. Actor, address and
   * request id come from the running request. Inside `unitOfWork.run` it belongs to that transaction, and is there exactly
   * when the action is; elsewhere it is durable when this resolves.
   * @throws ProblemError `unavailable` when it cannot be written; then the action has to fail, too
   */
  record(entry: AuditRecord): Promise<void>;
  /**
   * The same in the chain of another tenant, for what central administrators do to it; its owner reads it there. Call
   * `record` beside it for the platform's own chain.
   */
  recordFor(tenantId: TenantId, entry: AuditRecord): Promise<void>;
  /** The same in the platform's chain, from inside a tenant. */
  recordForPlatform(entry: AuditRecord): Promise<void>;
}

export interface AuditLogDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** The name of an administrator; null when they are gone. */
  readonly adminName: (id: AdminId) => Promise<string | null>;
  /** The name of a member of the current tenant; null when they are gone. */
  readonly memberName: (id: MembershipId) => Promise<string | null>;
}

/** Entries of one chain that may wait for the batch under way: an hour of log-ins at the limit of one address. */
const MAX_WAITING = 5000;
const MAX_BATCH = 200;

export function createAuditLog(deps: AuditLogDeps): AuditLog {
  const { unitOfWork, clock } = deps;
  // A burst of log-ins shares one move of the chain's head; each alone would collide with the others over it.
  const batcher = createBatcher<AuditDraft, void>({
    maxBatch: MAX_BATCH,
    maxWaiting: MAX_WAITING,
    run: async (drafts) => {
      await unitOfWork.run(() => append(drafts));
      return [];
    },
  });

  async function draftOf(entry: AuditRecord): Promise<AuditDraft> {
    const { ip, requestId, actorId, supportId } = callerFacts();
    const actor = entry.actor ?? (await signedIn(entry.actorId ?? actorId, requestId, supportId !== undefined));
    const { target } = entry;
    return {
      _id: newId('aud'),
      at: clock.now(),
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: shortText(actor.name),
      action: entry.action,
      targetType: target?.type ?? null,
      targetId: shortText(target?.id),
      targetName: shortText(target?.name),
      before: factsOf(entry.before),
      after: factsOf(entry.after),
      reason: shortText(entry.reason),
      ip: ip ?? null,
      requestId: requestId ?? null,
    };
  }

  async function signedIn(
    actorId: string | undefined,
    requestId: string | undefined,
    isSupport: boolean,
  ): Promise<AuditActor> {
    if (actorId === undefined) return { kind: requestId === undefined ? 'system' : 'visitor', id: null, name: null };
    const admin = AdminId.safeParse(actorId);
    return admin.success
      ? { kind: isSupport ? 'support' : 'admin', id: actorId, name: await deps.adminName(admin.data) }
      : { kind: 'member', id: actorId, name: await deps.memberName(actorId as MembershipId) };
  }

  async function recordHere(entry: AuditRecord): Promise<void> {
    const draft = await draftOf(entry);
    if (unitOfWork.isRunning()) await append([draft]);
    else await batcher.add(currentTenantId(), draft);
  }

  return {
    record: (entry) => {
      const tenantId = optionalTenantId();
      return tenantId === undefined ? runInTenant(PLATFORM_CHAIN, () => recordHere(entry)) : recordHere(entry);
    },
    recordFor: (tenantId, entry) => runInTenant(tenantId, () => recordHere(entry)),
    recordForPlatform: (entry) => runInTenant(PLATFORM_CHAIN, () => recordHere(entry)),
  };
}

/**
 * Within a transaction: reads the head and moves it by compare-and-set, so that of two transactions only one can extend the
 * chain at a place; the other collides, and its unit of work runs again behind the new head.
 */
async function append(drafts: readonly AuditDraft[]): Promise<void> {
  const head = await auditRepository.head();
  const rows = chainOnto(currentTenantId(), head, drafts);
  if (!(await auditRepository.append(head, rows))) throw new Error('The head of an audit chain moved in a transaction');
}
