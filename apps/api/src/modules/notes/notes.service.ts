import { LeadTouched, notes, ProblemError, type LeadId, type MembershipId, type NoteId } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { MemberActor } from '../../http/route.ts';
import type { Hints } from '../../realtime/hints.ts';
import type { AuditLog } from '../audit/index.ts';
import { roomsOfLeads, type MemberDirectory } from '../leads/index.ts';
import { notesRepository, type NoteRow } from './notes.repository.ts';

/** A lead as far as its notes need it. */
export interface NotedLead {
  readonly id: LeadId;
  readonly person: { readonly firstName: string; readonly lastName: string };
  readonly assignee: { readonly membershipId: MembershipId } | null;
}

/** A note as an answer to a lead. */
export interface NoteTouch {
  readonly at: Date;
  readonly kind: notes.NoteKind;
  readonly by: string | null;
}

export interface NotesServiceDeps {
  /** @throws ProblemError `not-found` for a lead that the actor may not see */
  readonly visibleLead: (actor: MemberActor, leadId: LeadId) => Promise<NotedLead>;
  readonly members: Pick<MemberDirectory, 'find'>;
  /** A human has answered the lead; in the transaction of their note, so that it is not taken from them in the same moment. */
  readonly touches: {
    touch(leadId: LeadId, touch: NoteTouch): Promise<void>;
    /** They have not: the note is removed. @param others those that stay */
    takeBack(leadId: LeadId, taken: NoteTouch, others: readonly NoteTouch[], now: Date): Promise<void>;
    bringBack(leadId: LeadId, touch: NoteTouch): Promise<void>;
  };
  readonly audit: Pick<AuditLog, 'record'>;
  readonly hints: Hints;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Notes about the current tenant's leads, for whoever may see the lead. */
export function createNotesService(deps: NotesServiceDeps) {
  const { visibleLead, members, touches, audit, hints, unitOfWork, clock } = deps;

  /** Whoever may see the lead fetches again. */
  async function tell(tx: Transaction, { id, assignee }: NotedLead): Promise<void> {
    const rooms = await roomsOfLeads(members, [{ leadId: id, ownerId: assignee?.membershipId ?? null }]);
    tx.afterCommit(() => hints.send([...rooms.keys()], 'lead', id));
  }

  /** @throws ProblemError `not-found` */
  async function existing(leadId: LeadId, noteId: NoteId): Promise<NoteRow> {
    const note = await notesRepository.find(leadId, noteId);
    if (note === null) throw new ProblemError('not-found');
    return note;
  }

  /** Removes a note, or brings it back; what is so already stays. */
  function setRemoved(actor: MemberActor, leadId: LeadId, noteId: NoteId, removedAt: Date | null): Promise<NoteRow> {
    return unitOfWork.run(async (tx) => {
      const lead = await visibleLead(actor, leadId);
      const note = await existing(leadId, noteId);
      if (!mayRemove(actor, note)) throw new ProblemError('forbidden');
      if ((note.removedAt === null) === (removedAt === null)) return note;
      const changed = await notesRepository.change(note, { removedAt });
      if (changed === null) throw new ProblemError('conflict');
      if (removedAt === null) await touches.bringBack(leadId, touchOf(note));
      else {
        const others = (await notesRepository.ofLead(leadId)).map(touchOf);
        await touches.takeBack(leadId, touchOf(note), others, removedAt);
      }
      const name = `${lead.person.firstName} ${lead.person.lastName}`.trim();
      const target = { type: 'lead', id: leadId, name };
      await audit.record({ action: removedAt === null ? 'note.restored' : 'note.removed', target });
      await tell(tx, lead);
      return changed;
    });
  }

  return {
    /** @throws ProblemError `not-found` */
    async list(actor: MemberActor, leadId: LeadId) {
      await visibleLead(actor, leadId);
      const rows = (await notesRepository.ofLead(leadId)).map(presentNote);
      return { items: [...rows.filter(({ pinned }) => pinned), ...rows.filter(({ pinned }) => !pinned)] };
    },

    /** @throws ProblemError `not-found`; `limit-reached` where a lead has as many as there may be */
    async create(
      actor: MemberActor,
      leadId: LeadId,
      {
        text,
        kind,
        pinned = false,
      }: { readonly text: string; readonly kind: notes.NoteKind; readonly pinned?: boolean | undefined },
    ): Promise<notes.NoteView> {
      const lead = await visibleLead(actor, leadId);
      const { membershipId } = actor;
      const authorName = (await members.find(membershipId))?.name ?? '';
      return unitOfWork.run(async (tx) => {
        if ((await notesRepository.count(leadId)) >= notes.MAX_NOTES) throw new ProblemError('limit-reached');
        const at = clock.now();
        const begun = { version: 1, createdAt: at, editedAt: null, removedAt: null };
        const note = { _id: newId('not'), leadId, kind, text, pinned, authorId: membershipId, authorName, ...begun };
        await notesRepository.insert(note);
        await touches.touch(leadId, touchOf(note));
        tx.record(LeadTouched, { leadId, membershipId, by: kind, at: at.toISOString() });
        await tell(tx, lead);
        return presentNote(note);
      });
    },

    /**
     * Changes the text of a note, which its author may, or pins it, which everybody may who works on the lead.
     * @throws ProblemError `not-found`; `forbidden` for the text of somebody else's note; `conflict` for another version
     */
    async update(
      actor: MemberActor,
      leadId: LeadId,
      noteId: NoteId,
      { version, text, pinned }: { version: number; text?: string | undefined; pinned?: boolean | undefined },
    ): Promise<notes.NoteView> {
      return unitOfWork.run(async (tx) => {
        const lead = await visibleLead(actor, leadId);
        const note = await existing(leadId, noteId);
        if (note.removedAt !== null) throw new ProblemError('not-found');
        const isEdited = text !== undefined && text !== note.text;
        if (isEdited && note.authorId !== actor.membershipId) throw new ProblemError('forbidden');
        if (note.version !== version) throw new ProblemError('conflict');
        const set = { ...(isEdited && { text, editedAt: clock.now() }), ...(pinned !== undefined && { pinned }) };
        const changed = await notesRepository.change(note, set);
        if (changed === null) throw new ProblemError('conflict');
        await tell(tx, lead);
        return presentNote(changed);
      });
    },

    /** @throws ProblemError `not-found`; `forbidden` for somebody else's, unless they see all leads */
    async remove(actor: MemberActor, leadId: LeadId, noteId: NoteId): Promise<void> {
      await setRemoved(actor, leadId, noteId, clock.now());
    },

    /** @throws ProblemError as `remove`; `not-found` also for one that is gone for good */
    async restore(actor: MemberActor, leadId: LeadId, noteId: NoteId): Promise<notes.NoteView> {
      return presentNote(await setRemoved(actor, leadId, noteId, null));
    },
  };
}
export type NotesService = ReturnType<typeof createNotesService>;

const mayRemove = (actor: MemberActor, { authorId }: NoteRow): boolean =>
  authorId === actor.membershipId || actor.permissions.has('leads.read-all');

const touchOf = ({
  createdAt: at,
  kind = 'note',
  authorName,
}: Pick<NoteRow, 'createdAt' | 'kind' | 'authorName'>): NoteTouch => ({
  at,
  kind,
  by: authorName || null,
});

/** A note as its readers see it. */
export const presentNote = (row: NoteRow): notes.NoteView => ({
  id: row._id,
  version: row.version,
  kind: row.kind ?? 'note',
  text: row.text,
  author: { membershipId: row.authorId, name: row.authorName },
  pinned: row.pinned,
  createdAt: row.createdAt.toISOString(),
  editedAt: row.editedAt?.toISOString() ?? null,
});
