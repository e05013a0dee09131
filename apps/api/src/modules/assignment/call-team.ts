import type { MembershipId } from '@stageline/contracts';
import type { AssignmentRules } from '@stageline/domain';
import { rulesOf, termsOf, type Candidate, type CandidatesDeps } from './candidates.ts';
import { settingsRepository } from './settings.repository.ts';

export interface CallTeamFacts {
  readonly rules: AssignmentRules;
  readonly candidates: readonly Candidate[];
  readonly names: Readonly<Record<string, string>>;
}

/**
 * The members among whom a call finds its host (E-10): by the site's method and shares, with a ledger of its own. How many leads
 * somebody has says nothing about their calendar, so it does not count; nor does who is online now, because the call is later.
 */
export const createCallTeam =
  ({ team, leads, presence }: CandidatesDeps) =>
  async (ids: readonly MembershipId[]): Promise<CallTeamFacts> => {
    const settings = await settingsRepository.find();
    const members = (await team()).filter(({ id }) => ids.includes(id));
    const [holdings, online] = [await leads.holdings(ids), await presence.online()];
    const candidates = members.map(({ id, rank, active }): Candidate => {
      const { open, won, decided } = holdings.get(id) ?? { open: 0, won: 0, decided: 0 };
      const { share } = termsOf(settings, id);
      const more = { openLeads: open, capacity: null, credit: 0, standIn: false };
      return { id, rank, active, online: online.has(id), share, won, decided, ...more };
    });
    const rules = { ...rulesOf(settings), requireOnline: false, stickyOwner: true };
    return { rules, candidates, names: Object.fromEntries(members.map(({ id, name }) => [id, name])) };
  };
export type CallTeam = ReturnType<typeof createCallTeam>;
