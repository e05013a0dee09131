import { ProblemError, type MergeChoices } from '@stageline/contracts';
import type { Transaction } from '@stageline/platform/outbox';
import {
  mergingLeads,
  ownerToken,
  type LeadAndPerson,
  type MergeActor,
  type MergeChange,
  type MovedRecords,
  type PastOwner,
  type WholeLead,
} from '../leads/index.ts';
import type { HeldPlace, LineMerging, Settled } from '../line/index.ts';
import { contactOf, externalIdsOf, mergingPeople, type WholePerson } from '../registrations/index.ts';
import { attendedSeconds } from '../sessions/index.ts';
import { moveRecords } from './child-records.ts';
import {
  changesBetween,
  chosenFields,
  contactsOf,
  fieldsOf,
  joinedEmails,
  joinedPhones,
  numberOf,
} from './merge-fields.ts';

/** Records that one merge may move: far more than belongs to anybody, and few enough for one transaction. */
export const MAX_MOVED = 10_000;

/** A lead with its person, as they are in the transaction. */
export interface Whole {
  readonly lead: WholeLead;
  readonly person: WholePerson;
}
export const idsOf = ({ lead: { _id: leadId, personId } }: Whole): LeadAndPerson => ({ leadId, personId });

/** Places that a lead holds: those that a merge has brought, otherwise the one that it stands at. */
export function placesOf({ places, linePosition }: Pick<WholeLead, 'places' | 'linePosition'>): readonly HeldPlace[] {
  if (places !== undefined) return places;
  return linePosition === null ? [] : [{ position: linePosition, code: null, state: 'left' }];
}

const isShare = (token: string): boolean => token.startsWith('s:');
/** Seconds by masterclass: what either had, or what their intervals come to together. */
export function mostSeconds(...all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const each of all)
    for (const [session, value] of Object.entries(each)) seconds[session] = Math.max(seconds[session] ?? 0, value);
  return seconds;
}

export interface Merged {
  readonly changes: readonly MergeChange[];
  readonly moved: MovedRecords;
}

/**
 * Makes one lead part of another, in the caller's transaction: everything or nothing. The line comes last, because its counter is
 * what every join of the site waits for.
 * @throws ProblemError `conflict` where one of them has changed; `merge-too-large`
 */
export async function mergeInto(
  tx: Transaction,
  line: LineMerging,
  { into, from, choices, by }: { into: Whole; from: Whole; choices: MergeChoices; by: MergeActor },
): Promise<Merged> {
  const before = fieldsOf(into.lead, into.person);
  const fields = chosenFields(before, fieldsOf(from.lead, from.person), choices, by.at);
  if (!(await mergingLeads.take(from.lead._id, from.lead.version))) throw new ProblemError('conflict');
  await mergingPeople.take(from.person._id);
  const emails = joinedEmails(into.person.emails, from.person.emails, fields.email);
  const phones = joinedPhones(into.person.phones, from.person.phones, fields.phone);
  const contacts = contactsOf(fields, emails, phones);
  await mergingPeople.change(into.person._id, versionAfter(into.person, from.person), {
    ...contacts,
    verifiedAt: fields.verifiedAt,
    externalId: fields.externalId,
    otherExternalIds: externalIdsOf(into.person)
      .concat(externalIdsOf(from.person))
      .filter((id) => id !== fields.externalId),
  });
  const records = await moveRecords(idsOf(from), idsOf(into), MAX_MOVED);
  if (records === null) throw new ProblemError('merge-too-large');

  const isMoved = fields.stage !== before.stage;
  const owners = [...from.lead.owners, ...formerOwner(into.lead, fields.owner?.membershipId, by)];
  const shares = from.lead.readers.filter((token) => isShare(token) && !into.lead.readers.includes(token));
  const attendance = mostSeconds(into.lead.attendance, from.lead.attendance, await attendedSeconds(into.person._id));
  const placed = await joinPlaces(tx, line, into, from, contacts);
  const isChanged = await mergingLeads.change(into.lead._id, into.lead.version, {
    person: contactOf(contacts),
    ...fields.stage,
    history: isMoved ? [...into.lead.history, stageChange(fields.stage, by)] : into.lead.history,
    assignee: fields.owner,
    owners: [...into.lead.owners, ...owners].toSorted((a, b) => a.until.getTime() - b.until.getTime()),
    readers: [ownerToken(fields.owner?.membershipId), ...into.lead.readers.filter(isShare), ...shares],
    ...fields.source,
    sessionId: fields.sessionId,
    attendance,
    linePosition: placed.linePosition,
    places: placed.places,
  });
  if (!isChanged) throw new ProblemError('conflict');
  const attended = { field: 'attendance', before: into.lead.attendance, after: attendance };
  return {
    changes: [...changesBetween(before, fields), attended],
    moved: { ...records, owners, shares, invited: placed.invited, phones: broughtPhones(into.person, from.person) },
  };
}

/** A version that neither of them has had. */
export const versionAfter = (...people: readonly Pick<WholePerson, 'version'>[]): number =>
  Math.max(...people.map(({ version = 0 }) => version)) + 1;

/** Numbers that only the one that is gone had. */
function broughtPhones(mine: WholePerson, theirs: WholePerson): string[] {
  const own = new Set(mine.phones.map(numberOf));
  return theirs.phones.map(numberOf).filter((number) => !own.has(number));
}

const stageChange = ({ pipelineId, stage }: Pick<WholeLead, 'pipelineId' | 'stage'>, by: MergeActor) => ({
  pipelineId,
  stage,
  at: by.at,
  cause: 'merge' as const,
  actorId: by.membershipId,
  actorName: by.name,
  reason: null,
});

/** Whoever had the lead that stays, where it is another's from now on. */
function formerOwner({ assignee }: WholeLead, next: string | undefined, by: MergeActor): PastOwner[] {
  if (assignee === null || assignee.membershipId === next) return [];
  const { membershipId, name, at: from, response } = assignee;
  const limit = { dueAt: response?.dueAt ?? null, answeredAt: response?.touchedAt ?? null };
  return [{ membershipId, name, from, until: by.at, cause: 'by-hand', ...limit }];
}

/** Both hold places: from now on one of them does, at the earliest; whom either has brought, they have. */
async function joinPlaces(
  tx: Transaction,
  line: LineMerging,
  into: Whole,
  from: Whole,
  { firstName, lastName }: { readonly firstName: string; readonly lastName: string },
): Promise<Settled & { invited: readonly number[] }> {
  const [mine, theirs] = [placesOf(into.lead), placesOf(from.lead)];
  if (theirs.length === 0 && mine.length === 0) return { places: [], linePosition: null, stands: false, invited: [] };
  await line.begin();
  const at = [into.lead.linePosition, from.lead.linePosition];
  const [own, invited] = [await invitedBy(line, at[0]!), await invitedBy(line, at[1]!)];
  const settled = await line.settle(tx, {
    personId: into.person._id,
    firstName,
    lastName,
    places: [...mine, ...theirs].toSorted((a, b) => a.position - b.position),
  });
  const { linePosition, stands } = settled;
  if (stands && linePosition !== null) {
    if (at[0] !== linePosition) await line.hand(own, linePosition);
    if (at[1] !== linePosition) await line.hand(invited, linePosition);
  }
  tx.afterCommit(() => line.changed());
  return { ...settled, invited };
}

/** @throws ProblemError `merge-too-large` */
async function invitedBy(line: LineMerging, position: number | null): Promise<readonly number[]> {
  if (position === null) return [];
  const invited = await line.invitedBy(position, MAX_MOVED + 1);
  if (invited.length > MAX_MOVED) throw new ProblemError('merge-too-large');
  return invited;
}
