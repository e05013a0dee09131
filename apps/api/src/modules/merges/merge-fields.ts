import type { MergeChoices } from '@stageline/contracts';
import type { LeadAssignee, MergeChange, WholeLead } from '../leads/index.ts';
import type { Contacts, PersonEmail, Phone, WholePerson } from '../registrations/index.ts';

/** What two leads may say differently, and one has to be taken of. */
export interface MergeFields {
  readonly name: { readonly firstName: string; readonly lastName: string };
  readonly company: string | null;
  /** The address that is written to. */
  readonly email: string;
  /** The number that is called. */
  readonly phone: Phone | null;
  /** When they first proved an address. */
  readonly verifiedAt: Date | null;
  readonly externalId: string | null;
  readonly stage: Pick<WholeLead, 'pipelineId' | 'stage' | 'outcome' | 'stageChangedAt'>;
  readonly owner: LeadAssignee | null;
  readonly source: Pick<WholeLead, 'source' | 'via'>;
  readonly sessionId: WholeLead['sessionId'];
}
type Field = keyof MergeFields;

export function fieldsOf(lead: WholeLead, person: WholePerson): MergeFields {
  const { pipelineId, stage, outcome, stageChangedAt, source, via, sessionId } = lead;
  return {
    name: { firstName: person.firstName, lastName: person.lastName },
    company: person.company,
    email: person.emails[0]!.address,
    phone: person.phones[0] ?? null,
    verifiedAt: person.verifiedAt,
    externalId: person.externalId ?? null,
    stage: { pipelineId, stage, outcome, stageChangedAt },
    owner: lead.assignee,
    source: { source, via },
    sessionId,
  };
}

/** What the lead that stays has after a merge: what was chosen, and of what nobody chooses whatever one of the two has. */
export function chosenFields(mine: MergeFields, theirs: MergeFields, choices: MergeChoices, at: Date): MergeFields {
  const pick = <K extends Field & keyof MergeChoices>(field: K) => (choices[field] === 'this' ? mine : theirs)[field];
  const stage = pick('stage');
  const isSame = stage.pipelineId === mine.stage.pipelineId && stage.stage === mine.stage.stage;
  return {
    name: pick('name'),
    company: pick('company'),
    email: pick('email'),
    phone: pick('phone'),
    stage: isSame ? mine.stage : { ...stage, stageChangedAt: at },
    owner: pick('owner'),
    source: pick('source'),
    verifiedAt: earlier(mine.verifiedAt, theirs.verifiedAt),
    externalId: mine.externalId ?? theirs.externalId,
    sessionId: mine.sessionId ?? theirs.sessionId,
  };
}

/** What a merge keeps if nobody chooses: what is there rather than what is missing, and what has come further. */
export function suggestedChoices(mine: MergeFields, theirs: MergeFields): MergeChoices {
  const orTheirs = (isMissing: boolean) => (isMissing ? ('other' as const) : ('this' as const));
  const rank = { won: 2, open: 1, lost: 0 } as const;
  const [one, other] = [rank[mine.stage.outcome], rank[theirs.stage.outcome]];
  const isFurther = other > one || (other === one && theirs.stage.stageChangedAt > mine.stage.stageChangedAt);
  return {
    name: 'this',
    company: orTheirs(mine.company === null && theirs.company !== null),
    email: orTheirs(mine.verifiedAt === null && theirs.verifiedAt !== null),
    phone: orTheirs(mine.phone === null && theirs.phone !== null),
    stage: orTheirs(isFurther),
    owner: orTheirs(mine.owner === null && theirs.owner !== null),
    source: 'this',
  };
}

/** Values as they are compared: a date is one of its texts. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export const changesBetween = (before: MergeFields, after: MergeFields): MergeChange[] =>
  (Object.keys(after) as Field[]).flatMap((field) =>
    same(before[field], after[field]) ? [] : [{ field, before: before[field], after: after[field] }],
  );

/** A lead is still whose it was however far their response limit has come. */
const comparable = (field: string, value: unknown): unknown => {
  if (field !== 'owner' || value == null) return value;
  const { membershipId, at } = value as LeadAssignee;
  return { membershipId, at };
};
const sameField = (field: string, a: unknown, b: unknown): boolean => same(comparable(field, a), comparable(field, b));

/** Takes back what a merge has set, as far as it is still so: what somebody has set since stays. */
export function takenBack(now: MergeFields, changes: readonly MergeChange[]): MergeFields {
  const back = changes.filter(({ field, after }) => field in now && sameField(field, now[field as Field], after));
  return { ...now, ...Object.fromEntries(back.map(({ field, before }) => [field, before])) };
}

/**
 * The changes of a later merge into the same lead, once an earlier one is taken back: what that had set is what was there
 * before it, so that undoing the later one does not bring it again.
 */
export function withoutChanges(later: readonly MergeChange[], earlier: readonly MergeChange[]): readonly MergeChange[] {
  return later.map((change) => {
    const gone = earlier.find(({ field, after }) => field === change.field && sameField(field, after, change.before));
    return gone === undefined ? change : { ...change, before: gone.before };
  });
}

const earlier = (a: Date | null, b: Date | null): Date | null => (a === null || (b !== null && b < a) ? b : a);

/** All addresses of both, those of the one that stays first but for the one that is written to. */
export function joinedEmails(mine: readonly PersonEmail[], theirs: readonly PersonEmail[], first: string) {
  const all = [...mine, ...theirs];
  return [...all.filter(({ address }) => address === first), ...all.filter(({ address }) => address !== first)];
}

/** The same for numbers; one that both have counts once. */
export function joinedPhones(mine: readonly Phone[], theirs: readonly Phone[], first: Phone | null): Phone[] {
  const start = first === null ? [] : [first];
  const byNumber = new Map([...start, ...mine, ...theirs].map((phone) => [numberOf(phone), phone]));
  return [...byNumber.values()];
}
export const numberOf = ({ raw, e164 }: Phone): string => e164 ?? raw;

/** Who a person is with these fields and contacts. */
export const contactsOf = (
  { name, company }: MergeFields,
  emails: readonly PersonEmail[],
  phones: readonly Phone[],
): Contacts => ({ ...name, company, emails, phones });
