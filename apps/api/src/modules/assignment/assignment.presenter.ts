import type { assignment, MembershipId } from '@stageline/contracts';
import { decideAssignment } from '@stageline/domain';
import { rulesOf, termsOf, type Team } from './candidates.ts';
import type { StoredDecision } from './decisions.repository.ts';
import type { StoredSettings } from './settings.repository.ts';

/** Settings with everybody whom they concern, and what they would mean for the next lead. */
export function presentAssignment(settings: StoredSettings, team: Team, waiting: number): assignment.AssignmentView {
  const { members: _members, ...rest } = settings;
  const input = { members: team.candidates, rules: rulesOf(settings), owner: null, excluded: [], seed: '' };
  const reasons = new Map(decideAssignment(input).reasons.map((reason) => [reason.id, reason]));
  const members = team.candidates.map(({ id, rank, active, online, openLeads, won, decided, standIn }) => {
    const { share, capacity } = termsOf(settings, id);
    const { verdict, portion } = reasons.get(id)!;
    const facts = { membershipId: id, name: team.names[id]!, rank, active, online, openLeads, won, decided, standIn };
    return { ...facts, share, capacity, verdict, portion };
  });
  return { ...rest, waiting, members: members.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** @param onlyFor of the reasons, those of this member and of the chosen one; null for all */
export function presentDecision(decision: StoredDecision, onlyFor: MembershipId | null): assignment.DecisionView {
  const { _id, at, cause, chosen, byOwner, actorName, note, names, input } = decision;
  const facts = new Map(input?.members.map((member) => [member.id, member]));
  const shown = decision.reasons.filter(({ id }) => onlyFor === null || id === onlyFor || id === chosen);
  return {
    id: _id,
    at: at.toISOString(),
    cause,
    chosen: chosen === null ? null : { membershipId: chosen, name: names[chosen] ?? '' },
    method: input?.rules.method ?? null,
    byOwner,
    actorName,
    note,
    reasons: shown.map(({ id, verdict, portion }) => {
      const { rank, openLeads, capacity, online } = facts.get(id)!;
      const of = { membershipId: id as MembershipId, name: names[id] ?? '' };
      return { ...of, verdict, portion, rank, openLeads, capacity, online };
    }),
  };
}
