import { idSchemas, type ReplayId, type TenantId } from '@stageline/contracts';
import type { Clock, Signer } from '@stageline/platform';

/** What a grant says: who may watch what, and until when. */
export interface ReplayGrant {
  readonly replayId: ReplayId;
  /** Of the replay when it was given: a change of who may see it ends the grant. */
  readonly accessVersion: number;
  /** A person, a visit without a name, or a member of the team, who sees what nobody else does. */
  readonly viewer: string;
  readonly expiresAt: Date;
}

const PURPOSE = 'replay-grant';
const VIEWER = /^(?:per_|mem_|visit_)[A-Za-z0-9_-]{10,40}$/;

export const isMemberGrant = ({ viewer }: ReplayGrant): boolean => viewer.startsWith('mem_');

/**
 * Grants are a part of every address of a film: a playlist names its segments beside itself, so they lie under the same
 * grant, also where a browser plays them by itself and sends nothing of ours along.
 */
export function createReplayGrants(signer: Signer, clock: Clock) {
  const signed = (tenantId: TenantId, facts: string) => signer.sign(PURPOSE, `${tenantId}:${facts}`);
  return {
    issue(tenantId: TenantId, { replayId, accessVersion, viewer, expiresAt }: ReplayGrant): string {
      const facts = [replayId, accessVersion, viewer, Math.floor(expiresAt.getTime() / 1000)].join('~');
      return `${facts}~${signed(tenantId, facts)}`;
    },

    /** Null for what we did not give this tenant's viewers, and for what is over. */
    read(tenantId: TenantId, grant: string): ReplayGrant | null {
      const at = grant.lastIndexOf('~');
      const facts = grant.slice(0, Math.max(0, at));
      if (!signer.verify(PURPOSE, `${tenantId}:${facts}`, grant.slice(at + 1))) return null;
      const [id = '', version, viewer = '', until] = facts.split('~');
      const replayId = idSchemas.rpl.safeParse(id);
      const expiresAt = new Date(Number(until) * 1000);
      if (!replayId.success || !VIEWER.test(viewer) || !(expiresAt > clock.now())) return null;
      return { replayId: replayId.data, accessVersion: Number(version), viewer, expiresAt };
    },
  };
}
export type ReplayGrants = ReturnType<typeof createReplayGrants>;
