import { medianOf } from './analytics.ts';

/** A lead as far as its member's numbers need it. */
export interface RepLead {
  readonly rep: { readonly id: string; readonly name: string };
  readonly assignedAt: Date;
  /** Oldest first, with whether a person made it. */
  readonly moves: readonly { readonly at: Date; readonly byPerson: boolean }[];
  readonly isWon: boolean;
  /** Whether they were in the masterclass that they registered for; null while it is not over, or where there is none. */
  readonly attended: boolean | null;
}

export interface RepNumbers {
  readonly id: string;
  readonly name: string;
  readonly leads: number;
  readonly answered: number;
  readonly waiting: number;
  readonly meanResponseSeconds: number | null;
  readonly medianResponseSeconds: number | null;
  readonly won: number;
  readonly conversion: number | null;
  readonly expected: number;
  readonly missed: number;
  readonly noShow: number | null;
}

/**
 * What each member makes of their leads (F-11): a lead belongs to who has it now; it is answered by the first move that a
 * person made at or after the assignment, whoever of the team it was.
 */
export function createRepNumbers() {
  const reps = new Map<
    string,
    { name: string; responses: number[]; leads: number; won: number; expected: number; missed: number }
  >();

  return {
    add({ rep, assignedAt, moves, isWon, attended }: RepLead): void {
      const entry = reps.get(rep.id) ?? { name: rep.name, responses: [], leads: 0, won: 0, expected: 0, missed: 0 };
      reps.set(rep.id, entry);
      entry.leads += 1;
      if (isWon) entry.won += 1;
      if (attended !== null) entry.expected += 1;
      if (attended === false) entry.missed += 1;
      const answer = moves.find(({ at, byPerson }) => byPerson && at >= assignedAt);
      if (answer !== undefined) entry.responses.push(Math.round((answer.at.getTime() - assignedAt.getTime()) / 1000));
    },

    /** Those with the most leads first, equal ones by name. */
    numbers(): RepNumbers[] {
      return [...reps]
        .map(([id, { name, responses, leads, won, expected, missed }]) => ({
          id,
          name,
          leads,
          answered: responses.length,
          waiting: leads - responses.length,
          meanResponseSeconds:
            responses.length === 0 ? null : responses.reduce((sum, seconds) => sum + seconds, 0) / responses.length,
          medianResponseSeconds: medianOf(responses.map((seconds) => ({ seconds, count: 1 }))),
          won,
          conversion: leads === 0 ? null : won / leads,
          expected,
          missed,
          noShow: expected === 0 ? null : missed / expected,
        }))
        .sort((a, b) => b.leads - a.leads || a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    },
  };
}
