import type { PersonId, WebinarId } from '@stageline/contracts';
import type { AttendeeFacts, ScoringBasis } from '@stageline/domain';
import { newId } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { settledFields } from './attendee-rows.ts';
import type { AttendeesRepository } from './attendees.repository.ts';
import type { AttendeeRow, AttendeeSource } from './webinars.types.ts';

/** What is said of one person. */
export interface AttendeeEntry {
  readonly key: string;
  readonly personId: PersonId | null;
  readonly facts: AttendeeFacts;
}
/** Who says so. */
export type SourceMark = Pick<AttendeeSource, 'fileId' | 'reading' | 'readAt'>;

export interface AttendeeWriterDeps {
  readonly attendees: Pick<AttendeesRepository, 'byKeys' | 'insert' | 'update'>;
  readonly unitOfWork: UnitOfWork;
}

/** People of one transaction. */
export const CHUNK = 500;

/** Writes what one source says of people, in place of what it said before; people keep their ids. One call is one transaction. */
export function createAttendeeWriter({ attendees, unitOfWork }: AttendeeWriterDeps) {
  return (
    webinarId: WebinarId,
    entries: readonly AttendeeEntry[],
    mark: SourceMark,
    basis: ScoringBasis,
  ): Promise<void> =>
    unitOfWork.run(async () => {
      const known = await attendees.byKeys(
        webinarId,
        entries.map(({ key }) => key),
      );
      const added: AttendeeRow[] = [];
      const changed: { _id: AttendeeRow['_id']; set: Partial<AttendeeRow> }[] = [];
      for (const { key, personId, facts } of entries) {
        const before = known.get(key);
        const others = (before?.sources ?? []).filter(({ fileId }) => fileId !== mark.fileId);
        const fields = settledFields(
          [...others, { ...facts, ...mark }],
          before?.said ?? { messages: 0, questions: 0 },
          basis,
        );
        if (before === undefined) added.push({ _id: newId('wat'), webinarId, key, personId, ...fields });
        else changed.push({ _id: before._id, set: { ...fields, personId: personId ?? before.personId } });
      }
      await attendees.insert(added);
      await attendees.update(changed);
    });
}
export type AttendeeWriter = ReturnType<typeof createAttendeeWriter>;
