import { WebinarAsked, type WebinarFileId, type WebinarId } from '@stageline/contracts';
import { attendeeKey, type AttendeeFacts, type MessageFacts, type ScoringBasis } from '@stageline/domain';
import { allEnded, newId } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import { createMessageDigests, senderKeyOf, type PeopleByAddress } from './attendee-rows.ts';
import { CHUNK, type AttendeeWriter } from './attendee-writer.ts';
import { readFile } from './file-reading.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { WebinarFiles } from './webinar-files.ts';
import type { WebinarSettler } from './webinar-settler.ts';
import type { WebinarsRepository } from './webinars.repository.ts';
import type { MessageRow, WebinarFileRow, WebinarRow } from './webinars.types.ts';

export interface WebinarReaderDeps {
  readonly webinars: WebinarsRepository;
  readonly writer: AttendeeWriter;
  readonly messages: MessagesRepository;
  readonly files: WebinarFiles;
  readonly settler: WebinarSettler;
  readonly peopleByAddress: PeopleByAddress;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly tell: (webinarId: WebinarId) => void;
  readonly cleanUp: (webinarId: WebinarId) => Promise<void>;
}

/** Chunks of people that are written at a time: while the database writes one, the next is scored. */
const CHUNKS_AT_ONCE = 3;

/**
 * Reads files of webinars. A file is read through first and written then, 500 people at a time, each chunk in one transaction.
 * Everything that is written names the file and the reading, so that a worker that is killed leaves nothing half: the next one
 * writes the same again, and what no finished reading has said goes when the webinar is settled.
 */
export function createWebinarReader(deps: WebinarReaderDeps) {
  const { webinars, writer, messages, files, settler, peopleByAddress, unitOfWork, audit, tell, cleanUp } = deps;

  async function writePeople(
    file: WebinarFileRow,
    people: readonly AttendeeFacts[],
    basis: ScoringBasis,
  ): Promise<void> {
    if (people.length === 0) return;
    const persons = await peopleByAddress(people.flatMap(({ email }) => email ?? []));
    const entries = people.map((facts) => {
      const personId = facts.email === null ? undefined : persons.get(facts.email);
      return { key: attendeeKey(facts), facts, personId: personId ?? null };
    });
    const { webinarId, _id: fileId, reading, readAt } = file;
    await writer(webinarId, entries, { fileId, reading, readAt: readAt! }, basis);
  }

  async function writeMessages(
    { webinarId, _id: fileId, reading }: WebinarFileRow,
    found: readonly MessageFacts[],
    digests: readonly string[],
  ): Promise<void> {
    await unitOfWork.run(async () => {
      const known = await messages.byDigests(webinarId, digests);
      const added: MessageRow[] = [];
      const changed: { _id: string; set: Partial<MessageRow> }[] = [];
      found.forEach(({ at, sender, email, text, isQuestion }, index) => {
        const digest = digests[index]!;
        const before = known.get(digest);
        const says = [...(before?.files ?? []).filter((each) => each.fileId !== fileId), { fileId, reading }];
        if (before !== undefined) {
          changed.push({ _id: before._id, set: { files: says, isQuestion } });
          return;
        }
        const senderKey = senderKeyOf(sender, email);
        const base = { _id: newId('wms'), webinarId, digest, files: says, at: at === null ? null : new Date(at) };
        added.push({ ...base, sender, senderKey, email, text, isQuestion, attendeeId: null, personId: null });
      });
      await messages.insert(added);
      await messages.update(changed);
    });
  }

  async function write(webinar: WebinarRow, file: WebinarFileRow): Promise<void> {
    const { _id: webinarId } = webinar;
    const { _id: fileId, reading } = file;
    const onRows = async (progress: number) => {
      await webinars.changeFile(fileId, { states: ['reading'], reading }, { set: { progress } });
      tell(webinarId);
    };
    const read = await readFile(files, file, webinar.began, { onRows });
    const all = await webinars.filesOf([webinarId]);
    const asRead = all.map((each) => (each._id === fileId ? { ...each, state: 'read' as const } : each));
    // As they will be: what is written now need not be scored again.
    const times = await settler.timesOf(webinar, asRead, read.people);
    const basis = await settler.basisOf({ ...webinar, ...times }, asRead);
    for (let at = 0; at < read.people.length; at += CHUNKS_AT_ONCE * CHUNK) {
      const chunks = Array.from({ length: CHUNKS_AT_ONCE }, (_, index) =>
        read.people.slice(at + index * CHUNK, at + (index + 1) * CHUNK),
      );
      await allEnded(chunks.map((chunk) => writePeople(file, chunk, basis)));
    }
    const digestOf = createMessageDigests();
    for (let at = 0; at < read.messages.length; at += CHUNK) {
      const chunk = read.messages.slice(at, at + CHUNK);
      await writeMessages(file, chunk, chunk.map(digestOf));
    }
    await unitOfWork.run(async () => {
      const set = { state: 'read', progress: read.report.rows, report: read.report } as const;
      const ended = await webinars.changeFile(fileId, { states: ['reading'], reading }, { set });
      if (ended === null) return;
      await webinars.change(webinarId, {});
      const target = { type: 'webinar-file', id: fileId, name: file.filename };
      const { rows, kept, repaired, skipped } = read.report;
      await audit.record({ action: 'webinar.file-read', target, after: { rows, kept, repaired, skipped } });
    });
  }

  /**
   * Has chats read again whose times of day had no date when they were read, once the webinar has one. A reading that had one finds
   * nothing of the kind, so this ends by itself.
   */
  async function readAgain(webinarId: WebinarId): Promise<void> {
    const webinar = await webinars.find(webinarId);
    if (webinar === null || webinar.began === null) return;
    for (const { _id: fileId, state, reading, report } of await webinars.filesOf([webinarId])) {
      if (state !== 'read' || !((report?.counts['date-missing'] ?? 0) > 0)) continue;
      await unitOfWork.run(async (tx) => {
        const set = { state: 'reading', progress: 0, report: null } as const;
        const asked = await webinars.changeFile(fileId, { states: ['read'], reading }, { set, next: true });
        if (asked !== null) tx.record(WebinarAsked, { webinarId, fileId });
      });
      tell(webinarId);
    }
  }

  return {
    readAgain,

    /** Reads a file that somebody has asked for, and settles its webinar. */
    async read(webinarId: WebinarId, fileId: WebinarFileId): Promise<void> {
      const [webinar, file] = await Promise.all([webinars.find(webinarId), webinars.file(webinarId, fileId)]);
      if (webinar === null) return;
      if (file?.state === 'reading' && file.plan !== null) await write(webinar, file);
      // Somebody has removed it meanwhile, and may have been through before the last of it was written.
      if ((await webinars.find(webinarId)) === null) return cleanUp(webinarId);
      await settler.settle(webinarId);
      await readAgain(webinarId);
      const after = await webinars.file(webinarId, fileId);
      if (after?.report == null || after.plan?.kind !== 'chat') return;
      const report = { ...after.report, unmatched: await messages.unmatchedOf(webinarId, fileId) };
      await webinars.changeFile(fileId, { states: ['read'], reading: after.reading }, { set: { report } });
      tell(webinarId);
    },

    /** A file whose job has failed for good: what it has begun to say goes. */
    async giveUp(webinarId: WebinarId, fileId: WebinarFileId): Promise<void> {
      await unitOfWork.run(async (tx) => {
        const failed = await webinars.changeFile(fileId, { states: ['reading'] }, { set: { state: 'failed' } });
        if (failed === null) return;
        await webinars.change(webinarId, {});
        tx.record(WebinarAsked, { webinarId, fileId: null });
        const target = { type: 'webinar-file', id: fileId, name: failed.filename };
        await audit.record({ action: 'webinar.file-failed', target });
      });
    },
  };
}
export type WebinarReader = ReturnType<typeof createWebinarReader>;
