import { ProblemError, type MembershipId, type PipelineId } from '@stageline/contracts';
import type { Transaction } from '@stageline/platform/outbox';
import {
  leadMerges,
  mergingLeads,
  ownerToken,
  type LeadMerge,
  type LeadPerson,
  type MergeActor,
  type WholeLead,
} from '../leads/index.ts';
import type { LineMerging, Settled } from '../line/index.ts';
import { contactOf, externalIdsOf, mergingPeople, type PersonEmail, type WholePerson } from '../registrations/index.ts';
import { attendedSeconds } from '../sessions/index.ts';
import { moveRecordsBack } from './child-records.ts';
import {
  contactsOf,
  fieldsOf,
  joinedEmails,
  joinedPhones,
  numberOf,
  takenBack,
  withoutChanges,
} from './merge-fields.ts';
import { idsOf, mostSeconds, placesOf, versionAfter, type Whole } from './merging.ts';

/** What of a site may have gone since a merge. */
export interface StillThere {
  member(id: MembershipId): Promise<boolean>;
  pipeline(id: PipelineId): Promise<boolean>;
}

/** People whom one member of the line may have brought, for an undo: more than stand in any. */
const MAX_INVITED = 100_000;

/**
 * Takes a merge apart, in the caller's transaction: what it moved goes back, what it set is as it was unless somebody has set it
 * since, and what came since stays with the survivor.
 * @returns the lead that is there again
 * @throws ProblemError `merge-undo-address`; `conflict` where the survivor has changed in the same moment
 */
export async function partFrom(
  tx: Transaction,
  line: LineMerging,
  stillThere: StillThere,
  { merge, into, by }: { merge: LeadMerge; into: Whole; by: MergeActor },
): Promise<WholeLead> {
  const lead = merge.lead as unknown as WholeLead;
  const person = merge.person as unknown as WholePerson;
  const { theirs, mine } = await splitEmails(person, into.person);
  const now = fieldsOf(into.lead, into.person);
  const fields = takenBack(now, merge.changes);
  const owner = fields.owner === now.owner ? now.owner : await ownerStill(fields.owner, stillThere);
  const first = mine.some(({ address }) => address === fields.email) ? fields.email : mine[0]!.address;
  const contacts = contactsOf(
    { ...fields, email: first },
    joinedEmails(mine, [], first),
    ownPhones(merge, into.person, fields.phone),
  );
  await mergingPeople.change(into.person._id, versionAfter(into.person), {
    ...contacts,
    verifiedAt: fields.verifiedAt ?? firstProof(mine),
    externalId: fields.externalId,
    otherExternalIds: (into.person.otherExternalIds ?? []).filter((id) => !externalIdsOf(person).includes(id)),
  });
  await mergingPeople.putBack({ ...(await withFreeIds(person)), emails: theirs });
  await moveRecordsBack(merge.moved, idsOf(into), merge.from);
  await correctLater(merge);

  const placed = await partPlaces(tx, line, merge, into, contacts);
  const back = await asItIs({ ...lead, person: contactOf({ ...person, emails: theirs }) }, into.lead, stillThere);
  await mergingLeads.putBack(withPlaces(back, placed.theirs));
  const isBack = fields.stage.stageChangedAt !== into.lead.stageChangedAt;
  const isChanged = await mergingLeads.change(into.lead._id, into.lead.version, {
    person: contactOf(contacts),
    ...fields.stage,
    history: isBack ? withoutOurs(into.lead, merge.merged.at) : into.lead.history,
    assignee: owner,
    owners: without(into.lead.owners, merge.moved['owners'] ?? []),
    readers: [
      ownerToken(owner?.membershipId),
      ...into.lead.readers.filter((token) => token.startsWith('s:') && !(merge.moved['shares'] ?? []).includes(token)),
    ],
    ...fields.source,
    sessionId: fields.sessionId,
    attendance: await ownAttendance(merge, into, lead),
    linePosition: placed.mine.linePosition,
    places: placed.mine.places,
  });
  if (!isChanged) throw new ProblemError('conflict');
  if (!(await leadMerges.end(merge._id, by))) throw new ProblemError('conflict');
  return back;
}

/** Addresses go back to whose they were, with what was proved since; one that is somebody else's by now stays there. */
async function splitEmails(person: WholePerson, survivor: WholePerson) {
  const held = new Map(survivor.emails.map((email) => [email.address, email]));
  const elsewhere = await mergingPeople.known(
    person.emails.flatMap(({ address }) => (held.has(address) ? [] : [address])),
  );
  const theirs = person.emails.flatMap((email) =>
    elsewhere.has(email.address) ? [] : [held.get(email.address) ?? email],
  );
  const gone = new Set(person.emails.map(({ address }) => address));
  const mine = survivor.emails.filter(({ address }) => !gone.has(address));
  if (theirs.length === 0 || mine.length === 0) throw new ProblemError('merge-undo-address');
  return { theirs, mine };
}

/** Somebody without what is another's by now of their numbers in another system. */
async function withFreeIds(person: WholePerson): Promise<WholePerson> {
  const held = await mergingPeople.knownExternalIds(externalIdsOf(person));
  if (held.size === 0) return person;
  const { externalId, otherExternalIds = [], ...rest } = person;
  const others = otherExternalIds.filter((id) => !held.has(id));
  return {
    ...rest,
    ...(externalId !== undefined && !held.has(externalId) && { externalId }),
    ...(others.length > 0 && { otherExternalIds: others }),
  };
}

/** The numbers of the survivor without those that only the other one had. */
function ownPhones({ moved }: LeadMerge, { phones }: WholePerson, first: WholePerson['phones'][number] | null) {
  const brought = new Set((moved['phones'] ?? []) as string[]);
  const own = phones.filter((phone) => !brought.has(numberOf(phone)));
  const isOwn = first !== null && own.some((phone) => numberOf(phone) === numberOf(first));
  return joinedPhones(own, [], isOwn ? first : null);
}

const firstProof = (emails: readonly PersonEmail[]): Date | null =>
  emails.reduce<Date | null>(
    (first, { verifiedAt: at }) => (at !== null && (first === null || at < first) ? at : first),
    null,
  );

/** What later merges into the same lead will put back when they are undone is what was there before this one. */
async function correctLater({ _id, into, merged, changes }: LeadMerge): Promise<void> {
  for (const later of await leadMerges.changesInto(into.leadId)) {
    if (later._id === _id || later.merged.at < merged.at) continue;
    await leadMerges.setChanges(later._id, withoutChanges(later.changes, changes));
  }
}

/** The lead as it was, but for what is not there any more: its owner, those it was shared with, its pipeline. */
async function asItIs(lead: WholeLead, survivor: WholeLead, stillThere: StillThere): Promise<WholeLead> {
  const assignee = await ownerStill(lead.assignee, stillThere);
  const shares: string[] = [];
  for (const token of lead.readers)
    if (token.startsWith('s:') && (await stillThere.member(token.slice(2) as MembershipId))) shares.push(token);
  const place = (await stillThere.pipeline(lead.pipelineId))
    ? {}
    : { pipelineId: survivor.pipelineId, stage: survivor.stage, outcome: survivor.outcome };
  return {
    ...lead,
    ...place,
    version: lead.version + 1,
    assignee,
    readers: [ownerToken(assignee?.membershipId), ...shares],
  };
}

/**
 * Whoever had it, if they are still on the team. Nobody could answer it meanwhile, so nobody is reminded of it or loses it for
 * that.
 */
async function ownerStill(assignee: WholeLead['assignee'], stillThere: StillThere): Promise<WholeLead['assignee']> {
  if (assignee === null || !(await stillThere.member(assignee.membershipId))) return null;
  if (assignee.response == null) return assignee;
  const { nextAt: _, ...response } = assignee.response;
  return { ...assignee, response };
}

function withPlaces(whole: WholeLead, { places, linePosition }: Settled): WholeLead {
  const { places: _, ...lead } = whole;
  return { ...lead, linePosition, ...(places.length > 1 && { places }) };
}

const withoutOurs = ({ history }: WholeLead, at: Date) =>
  history.filter((change) => change.cause !== 'merge' || change.at.getTime() !== at.getTime());

function without<T>(list: readonly T[], gone: readonly unknown[]): T[] {
  const texts = new Set(gone.map((each) => JSON.stringify(each)));
  return list.filter((each) => !texts.has(JSON.stringify(each)));
}

/** What the survivor has attended: of masterclasses that the other one was in, what is left of its own intervals. */
async function ownAttendance(
  { changes }: LeadMerge,
  { lead, person }: Whole,
  other: { attendance: WholeLead['attendance'] },
) {
  const before = (changes.find(({ field }) => field === 'attendance')?.before ?? {}) as Record<string, number>;
  const now = await attendedSeconds(person._id);
  const kept = Object.entries(lead.attendance).filter(([session]) => !(session in other.attendance));
  const shared = Object.keys(other.attendance);
  const own = mostSeconds(pick(before, shared), pick(now, shared));
  return { ...Object.fromEntries(kept), ...own };
}
const pick = (all: Readonly<Record<string, number>>, keys: readonly string[]) =>
  Object.fromEntries(keys.flatMap((key) => (all[key] === undefined ? [] : [[key, all[key]]])));

/** Each stands at the earliest of their own places again; whom either brought before is theirs, and who came since stays. */
async function partPlaces(
  tx: Transaction,
  line: LineMerging,
  merge: LeadMerge,
  into: Whole,
  name: Pick<LeadPerson, 'firstName' | 'lastName'>,
): Promise<{ mine: Settled; theirs: Settled }> {
  const nowhere: Settled = { places: [], linePosition: null, stands: false };
  const held = placesOf(into.lead);
  const other = merge.lead as unknown as WholeLead;
  if (held.length === 0) return { mine: nowhere, theirs: nowhere };
  await line.begin();
  const at = into.lead.linePosition!;
  const positions = new Set(placesOf(other).map(({ position }) => position));
  const invited = await line.invitedBy(at, MAX_INVITED);
  const holder = (who: { _id: string; firstName: string; lastName: string }, isTheirs: boolean) => ({
    personId: who._id,
    firstName: who.firstName,
    lastName: who.lastName,
    places: held.filter(({ position }) => positions.has(position) === isTheirs),
  });
  const theirs = await line.settle(tx, holder(merge.person as unknown as WholePerson, true));
  const mine = await line.settle(tx, holder({ _id: into.person._id, ...name }, false));
  const before = new Set((merge.moved['invited'] ?? []) as number[]);
  const back = invited.filter((position) => before.has(position));
  const rest = invited.filter((position) => !before.has(position));
  if (theirs.stands && theirs.linePosition !== at) await line.hand(back, theirs.linePosition!);
  if (mine.stands && mine.linePosition !== at) await line.hand(rest, mine.linePosition!);
  tx.afterCommit(() => line.changed());
  return { mine, theirs };
}
