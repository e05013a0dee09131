import type { MembershipId, Permission, RoleRef } from '@stageline/contracts';
import type { AssignmentMember, AssignmentRules } from '@stageline/domain';
import type { LeadOwnership, ResponseClock } from '../leads/index.ts';
import type { Presence } from './presence.ts';
import type { StoredSettings, Terms } from './settings.repository.ts';

/** A member of the current tenant, as assignment needs them. */
export interface TeamMember {
  readonly id: MembershipId;
  readonly name: string;
  readonly roles: readonly RoleRef[];
  readonly rank: number;
  readonly active: boolean;
}

export interface Candidate extends AssignmentMember {
  readonly id: MembershipId;
}

/** Everybody who may be given leads, as the engine takes them, and the names by which people know them. */
export interface Team {
  readonly candidates: readonly Candidate[];
  readonly names: Readonly<Record<string, string>>;
}

export interface CandidatesDeps {
  readonly team: () => Promise<readonly TeamMember[]>;
  readonly leads: Pick<LeadOwnership, 'holdings'>;
  readonly presence: Pick<Presence, 'online'>;
}

export const termsOf = (settings: StoredSettings, membershipId: MembershipId): Terms =>
  settings.members.find((terms) => terms.membershipId === membershipId) ?? {
    membershipId,
    share: 1,
    capacity: null,
    credit: 0,
  };

export const rulesOf = (settings: StoredSettings): AssignmentRules => {
  const { method, minimumRank, requireActive, requireOnline, stickyOwner } = settings;
  return { method, minimumRank, requireActive, requireOnline, stickyOwner };
};

/** Brings together what a decision is made of: reps, and the owners who stand in for them. */
export async function gatherTeam({ team, leads, presence }: CandidatesDeps, settings: StoredSettings): Promise<Team> {
  const takers = (await team()).filter(({ roles }) => roles.includes('rep') || roles.includes('owner'));
  const [holdings, online] = [await leads.holdings(takers.map(({ id }) => id)), await presence.online()];
  const candidates = takers.map(({ id, roles, rank, active }): Candidate => {
    const { share, capacity, credit } = termsOf(settings, id);
    const { open, won, decided } = holdings.get(id) ?? { open: 0, won: 0, decided: 0 };
    return {
      id,
      rank,
      active,
      online: online.has(id),
      openLeads: open,
      capacity: capacity ?? settings.capacity,
      share,
      credit,
      won,
      decided,
      standIn: !roles.includes('rep'),
    };
  });
  return { candidates, names: Object.fromEntries(takers.map(({ id, name }) => [id, name])) };
}

/** The members of the current tenant; the members module's service is one. */
export interface MemberDirectory {
  all(): Promise<readonly TeamMember[]>;
  find(id: MembershipId): Promise<TeamMember | null>;
  permissionsOf(roles: readonly RoleRef[]): Promise<ReadonlySet<Permission>>;
}

/** The team's side of the module. */
export const assignmentTeam = (members: MemberDirectory) => ({
  team: () => members.all(),
  async findWorker(id: MembershipId) {
    const member = await members.find(id);
    return member !== null && (await members.permissionsOf(member.roles)).has('leads.read') ? member : null;
  },
  memberName: async (id: MembershipId) => (await members.find(id))?.name ?? null,
});

/** Reads the site's rules once, and gives the response limit of owners who begin at an instant; null for none. */
export type ResponseClocks = () => Promise<(at: Date) => ResponseClock | null>;
