import type { MembershipId } from '@stageline/contracts';

/** The team, as far as it says who leads whom; the members module's service is one. */
export interface LeaderDirectory {
  find(id: MembershipId): Promise<{ readonly leaderId?: MembershipId | null } | null>;
  owners(): Promise<readonly { readonly id: MembershipId }[]>;
}

/** Who is told that a member has not answered: their leader; without one, whoever owns the site. */
export const createLeaders =
  ({ find, owners }: LeaderDirectory) =>
  async (id: MembershipId): Promise<readonly MembershipId[]> => {
    const leaderId = (await find(id))?.leaderId ?? null;
    return leaderId === null ? (await owners()).map((owner) => owner.id) : [leaderId];
  };
