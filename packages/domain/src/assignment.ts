/** How the next lead, or the next call, finds its member (F-06, E-10). */
export type AssignmentMethod = 'roundRobin' | 'performanceBased' | 'random';

/** A member at the moment of a decision. */
export interface AssignmentMember {
  readonly id: string;
  /** 1 to 10. */
  readonly rank: number;
  /** Whether they take new leads. */
  readonly active: boolean;
  /** Whether they are signed in and reachable just now. */
  readonly online: boolean;
  readonly openLeads: number;
  /** Open leads that they may hold; null for any number. */
  readonly capacity: number | null;
  /** Their share against that of the others: 2 gets twice what 1 gets. Above 0. */
  readonly share: number;
  /** What the fairness ledger owes them, in leads: above 0 they have had too few, below 0 too many. Between -1 and 1. */
  readonly credit: number;
  readonly won: number;
  /** Leads of theirs that were won or lost. */
  readonly decided: number;
  /** Takes leads only where nobody else may: the owner of a site without a working team. */
  readonly standIn: boolean;
}

export interface AssignmentRules {
  readonly method: AssignmentMethod;
  /** Null for any. */
  readonly minimumRank: number | null;
  readonly requireActive: boolean;
  readonly requireOnline: boolean;
  /** Whether a lead goes back to whoever had it, as long as they may take it. */
  readonly stickyOwner: boolean;
}

export interface AssignmentInput {
  /** In any order: the answer does not depend on it. */
  readonly members: readonly AssignmentMember[];
  readonly rules: AssignmentRules;
  /** Whoever had it before; null where nobody had. */
  readonly owner: string | null;
  /** Who must not get it this time. */
  readonly excluded: readonly string[];
  /** Where chance decides, this decides chance. */
  readonly seed: string;
}

/** Why somebody got it, or did not. `passed-over`: they could have, and it was another one's turn. */
export type AssignmentVerdict =
  'chosen' | 'passed-over' | 'excluded' | 'paused' | 'rank-too-low' | 'stand-in' | 'offline' | 'full';

export interface AssignmentReason {
  readonly id: string;
  readonly verdict: AssignmentVerdict;
  /** The part of the leads that is theirs by the method, 0 to 1; null for those who could not be chosen. */
  readonly portion: number | null;
}

export interface AssignmentDecision {
  /** Null where nobody may be given it. */
  readonly chosen: string | null;
  /** Whether it went back to whoever had it. */
  readonly byOwner: boolean;
  /** Of every member, ordered by id. */
  readonly reasons: readonly AssignmentReason[];
  /** The ledger after it, of those whose entry has changed. */
  readonly credits: Readonly<Record<string, number>>;
}

/** How many decided leads the team's own conversion counts for, beside a member's. */
export const PRIOR_LEADS = 10;
/** However well or badly they do: nobody's portion is more than this many times their share, or less than one such part. */
const MAX_FACTOR = 3;

/**
 * Decides who gets a lead. Pure: equal inputs give equal answers, which is what makes a stored decision replayable.
 *
 * 1. Those qualify who are not excluded, are active, have the rank, are online and have room, as far as the rules ask for it.
 *    Stand-ins count only where nobody else is active and has the rank.
 * 2. Whoever had it before gets it back, where the rules say so and they qualify.
 * 3. Otherwise every one who qualifies has a portion: their share over all shares. With `performanceBased` the share is
 *    first multiplied by `conversionOf / team's conversion`, held between 1/3 and 3.
 * 4. `random` draws by portion. The others use the ledger: everybody is credited their portion; of those in credit the one
 *    whose claim falls due first gets it and pays 1 (earliest eligible virtual deadline first; Stoica et al., 1996). With a
 *    team that does not change everybody has had what their portion says, to within one lead.
 */
export function decideAssignment(input: AssignmentInput): AssignmentDecision {
  const members = input.members.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const obstacles = obstaclesOf(members, input);
  const qualified = members.filter(({ id }) => obstacles.get(id) === undefined);
  const portions = portionsOf(qualified, members, input.rules.method);
  const owner = input.rules.stickyOwner ? qualified.find(({ id }) => id === input.owner) : undefined;
  const { chosen, credits } =
    owner === undefined ? choose(qualified, portions, input) : { chosen: owner.id, credits: {} };
  const reasons = members.map(({ id }): AssignmentReason => {
    const verdict = obstacles.get(id) ?? (id === chosen ? 'chosen' : 'passed-over');
    return { id, verdict, portion: portions.get(id) ?? null };
  });
  return { chosen, byOwner: owner !== undefined, reasons, credits };
}

/**
 * How well a member turns leads into customers: the mean of a Beta distribution whose prior is the team's conversion with
 * the weight of `PRIOR_LEADS` leads, `(won + 10 p) / (decided + 10)`. Who has decided few is taken for average.
 */
export const conversionOf = ({ won, decided }: Pick<AssignmentMember, 'won' | 'decided'>, team: number): number =>
  (won + PRIOR_LEADS * team) / (decided + PRIOR_LEADS);

type Obstacle = Exclude<AssignmentVerdict, 'chosen' | 'passed-over'>;

/** What stands in the way of each member; those without an entry qualify. */
function obstaclesOf(members: readonly AssignmentMember[], input: AssignmentInput): ReadonlyMap<string, Obstacle> {
  const { requireActive, minimumRank, requireOnline } = input.rules;
  const lasting = (member: AssignmentMember): Obstacle | undefined => {
    if (requireActive && !member.active) return 'paused';
    return minimumRank !== null && member.rank < minimumRank ? 'rank-too-low' : undefined;
  };
  const isTeamThere = members.some((member) => !member.standIn && lasting(member) === undefined);
  const obstacleOf = (member: AssignmentMember): Obstacle | undefined => {
    if (input.excluded.includes(member.id)) return 'excluded';
    // A stand-in is no rep: the rank that is asked of reps is not asked of them.
    if (member.standIn && isTeamThere) return 'stand-in';
    const obstacle = member.standIn ? (requireActive && !member.active ? 'paused' : undefined) : lasting(member);
    if (obstacle !== undefined) return obstacle;
    if (member.capacity !== null && member.openLeads >= member.capacity) return 'full';
    return requireOnline && !member.online ? 'offline' : undefined;
  };
  const found = members.map((member) => [member.id, obstacleOf(member)] as const);
  return new Map(found.filter((entry): entry is readonly [string, Obstacle] => entry[1] !== undefined));
}

/** @param everybody whose conversion is the team's */
function portionsOf(
  qualified: readonly AssignmentMember[],
  everybody: readonly AssignmentMember[],
  method: AssignmentMethod,
): ReadonlyMap<string, number> {
  const sum = (pick: (member: AssignmentMember) => number, of = everybody) =>
    of.reduce((total, member) => total + pick(member), 0);
  const decided = sum((member) => member.decided);
  const team = decided === 0 ? 0 : sum((member) => member.won) / decided;
  const weightOf = (member: AssignmentMember): number => {
    if (method !== 'performanceBased' || team === 0) return member.share;
    const factor = conversionOf(member, team) / team;
    return member.share * Math.min(MAX_FACTOR, Math.max(1 / MAX_FACTOR, factor));
  };
  const total = sum(weightOf, qualified);
  return new Map(qualified.map((member) => [member.id, weightOf(member) / total]));
}

/** Keeps sums of portions from drifting, so that equal claims stay equal. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;

function choose(
  qualified: readonly AssignmentMember[],
  portions: ReadonlyMap<string, number>,
  { rules, seed }: AssignmentInput,
): Pick<AssignmentDecision, 'chosen' | 'credits'> {
  if (qualified.length === 0) return { chosen: null, credits: {} };
  if (rules.method === 'random') return { chosen: drawn(qualified, portions, seed), credits: {} };
  const claims = qualified.map(({ id, credit }) => {
    const portion = portions.get(id)!;
    const after = rounded(credit + portion);
    return { id, credit: after, dueIn: rounded((1 - after) / portion) };
  });
  // Credits of those who take part may not sum up to 0 after the team has changed: then nobody may be in credit.
  const inCredit = claims.filter(({ credit }) => credit > 0);
  const eligible = inCredit.length > 0 ? inCredit : claims.filter(({ credit }) => credit === highest(claims));
  const { id: chosen } = eligible.reduce((best, claim) => (claim.dueIn < best.dueIn ? claim : best));
  const credits = claims.map(({ id, credit }) => [id, bounded(id === chosen ? rounded(credit - 1) : credit)] as const);
  return { chosen, credits: Object.fromEntries(credits) };
}

const highest = (claims: readonly { readonly credit: number }[]): number =>
  Math.max(...claims.map(({ credit }) => credit));

/** Whoever was away does not come back to a flood of leads, or to none for days. */
const bounded = (credit: number): number => Math.min(1, Math.max(-1, credit));

function drawn(
  qualified: readonly AssignmentMember[],
  portions: ReadonlyMap<string, number>,
  seed: string,
): string | null {
  let left = unitInterval(seed);
  for (const { id } of qualified) {
    left -= portions.get(id)!;
    if (left < 0) return id;
  }
  return qualified.at(-1)!.id;
}

/** A number of [0, 1) that follows from a text alone: 32 bits of FNV-1a, mixed as MurmurHash3 ends. */
function unitInterval(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
