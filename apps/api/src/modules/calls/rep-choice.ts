import type { MembershipId } from '@stageline/contracts';
import { decideAssignment, type AssignmentDecision } from '@stageline/domain';
import type { CallTeam } from '../assignment/index.ts';
import type { Why } from './calls.types.ts';
import type { Credits } from './ledger.repository.ts';
import type { Host } from './slot-finder.ts';

export interface ChoiceInput {
  /** Everybody who takes such calls, and who of them is free then. */
  readonly hosts: readonly Host[];
  readonly free: readonly MembershipId[];
  /** Whose lead it is; null for nobody's. */
  readonly owner: MembershipId | null;
  readonly credits: Credits;
  readonly seed: string;
}
export interface Choice {
  readonly membershipId: MembershipId;
  readonly name: string;
  readonly why: Why;
  /** The ledger after it. */
  readonly credits: Credits;
}

/**
 * Who takes a call (E-10): whoever has the lead, if they are among the hosts and free; else by the site's method, with a ledger of
 * calls. Whoever is not free is passed over.
 * @returns null where nobody can
 */
export const createRepChoice =
  (team: CallTeam) =>
  async ({ hosts, free, owner, credits, seed }: ChoiceInput): Promise<Choice | null> => {
    const { rules, candidates, names } = await team(hosts.map(({ _id }) => _id));
    // Who may take calls at all is settled by then: hosts that a kind of call names need no rank.
    const open = { ...rules, minimumRank: null, requireActive: false };
    const members = candidates.map((candidate) => ({ ...candidate, credit: credits[candidate.id] ?? 0 }));
    const excluded = members.map(({ id }) => id).filter((id) => !free.includes(id));
    const decision: AssignmentDecision = decideAssignment({ members, rules: open, owner, excluded, seed });
    if (decision.chosen === null) return null;
    const why = { byOwner: decision.byOwner, method: rules.method, reasons: decision.reasons, names };
    return {
      membershipId: decision.chosen as MembershipId,
      name: names[decision.chosen]!,
      why,
      credits: { ...credits, ...decision.credits },
    };
  };
export type RepChoice = ReturnType<typeof createRepChoice>;
