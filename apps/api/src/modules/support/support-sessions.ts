import {
  permissionsOfRoles,
  SupportVisitId,
  type AdminId,
  type OperationDefinition,
  type SignInId,
  type TenantId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { MemberActor } from '../../http/route.ts';
import type { SupportSessions } from '../../http/sessions.ts';
import type { SessionVersionCache } from '../accounts/index.ts';
import { supportRepository, type SupportVisit } from './support.repository.ts';

export interface SupportSessionsDeps {
  readonly clock: Clock;
  readonly versions: Pick<SessionVersionCache, 'ofAdmin'>;
  /** The owner through whose eyes support looks; null when there is none. Runs in the tenant. */
  readonly owner: () => Promise<Pick<MemberActor, 'accountId' | 'membershipId' | 'roles'> | null>;
  /** Notes that something was looked at, once per visit. Runs in the tenant. */
  readonly viewed: (id: SupportVisitId, operation: Viewed) => Promise<void>;
}

/** An operation that was looked at. */
export type Viewed = Pick<OperationDefinition, 'id' | 'summary'>;

interface Held {
  readonly tenantId: TenantId;
  readonly visit: SupportVisit;
  readonly actor: MemberActor;
}

/** Who is there as support, in memory; `forget` is called in every process when a visit ends. */
export function createSupportSessions(
  deps: SupportSessionsDeps,
): SupportSessions & { forget(id: string | null): void } {
  const held = new LRUCache<string, Held>({ max: 1000, ttl: 60_000 });
  let generation = 0;

  async function load(tenantId: TenantId, id: SupportVisitId): Promise<MemberActor | null> {
    const before = generation;
    const [visit, owner] = await runInTenant(tenantId, async () => [
      await supportRepository.find(id),
      await deps.owner(),
    ]);
    if (visit === null || visit.endedAt !== null || visit.enteredAt === null || owner === null) return null;
    const { adminId } = visit;
    const seen = new Set<string>();
    const actor: MemberActor = {
      kind: 'member',
      ...owner,
      permissions: permissionsOfRoles(owner.roles),
      // Nothing that asks for a fresh proof of identity, such as an export, is open to a visit.
      signIn: { id: id as string as SignInId, provedAt: 0, strong: false },
      support: {
        visitId: id,
        adminId,
        async viewed(operation) {
          if (seen.has(operation.id)) return;
          await deps.viewed(id, operation);
          seen.add(operation.id);
        },
      },
    };
    const entry = { tenantId, visit, actor };
    if (generation === before) held.set(id, entry);
    return accept(entry);
  }

  /** What may change without a word: the time, and the administrator's sessions. */
  function accept({ visit, actor }: Held): MemberActor | null | Promise<MemberActor | null> {
    if (visit.endsAt <= deps.clock.now()) return null;
    const version = deps.versions.ofAdmin(visit.adminId as AdminId);
    const decide = (present: number | null) => (present === visit.adminVersion ? actor : null);
    return version instanceof Promise ? version.then(decide) : decide(version);
  }

  return {
    member(tenantId, sid) {
      const id = SupportVisitId.safeParse(sid);
      if (!id.success) return null;
      const known = held.get(id.data);
      if (known !== undefined) return known.tenantId === tenantId ? accept(known) : null;
      return load(tenantId, id.data);
    },
    forget(id) {
      generation += 1;
      if (id === null) held.clear();
      else held.delete(id);
    },
  };
}
