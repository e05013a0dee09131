import { z } from 'zod';
import { LeadId, MembershipId, NoteId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { paragraph } from './fields.ts';

/** Characters of a note: a page and a half; more belongs into a document. */
export const MAX_NOTE = 5000;
/** Notes of one lead. */
export const MAX_NOTES = 500;
/** Days for which a removed note can be brought back; then it is gone. */
export const NOTE_UNDO_DAYS = 7;

/** Something to remember, or what came of a call or a mail that a member made by themselves; each answers the lead (F-07). */
export const NoteKind = z.enum(['note', 'call', 'mail']);
export type NoteKind = z.infer<typeof NoteKind>;

const NoteText = paragraph(MAX_NOTE).regex(/\S/, 'Please write something.');

export const NoteView = z.object({
  id: NoteId,
  version: z.int(),
  kind: NoteKind,
  /** Plain text. */
  text: z.string(),
  author: z.object({ membershipId: MembershipId, name: z.string() }),
  pinned: z.boolean(),
  createdAt: Instant,
  /** When its text was last changed; null for never. */
  editedAt: Instant.nullable(),
});
export type NoteView = z.infer<typeof NoteView>;

const OfLead = z.strictObject({ leadId: LeadId });
const OneNote = z.strictObject({ leadId: LeadId, noteId: NoteId });

export const listNotes = defineOperation({
  id: 'notes.list',
  method: 'GET',
  path: '/api/v1/leads/:leadId/notes',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'The notes about a lead: those that are pinned first, then the newest',
  params: OfLead,
  response: z.object({ items: z.array(NoteView) }),
});
export const createNote = defineOperation({
  id: 'notes.create',
  method: 'POST',
  path: '/api/v1/leads/:leadId/notes',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Write a note about a lead, or what came of a call or a mail',
  params: OfLead,
  body: z.strictObject({ text: NoteText, kind: NoteKind.default('note'), pinned: z.boolean().optional() }),
  status: 201,
  response: NoteView,
  errors: ['limit-reached'],
});
export const updateNote = defineOperation({
  id: 'notes.update',
  method: 'PATCH',
  path: '/api/v1/leads/:leadId/notes/:noteId',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Change a note of your own, or pin any; `version` is the one that the caller saw',
  params: OneNote,
  body: z
    .strictObject({ version: z.int(), text: NoteText.optional(), pinned: z.boolean().optional() })
    .refine(({ text, pinned }) => text !== undefined || pinned !== undefined, 'Please say what to change.'),
  response: NoteView,
  errors: ['conflict', 'forbidden'],
});
export const removeNote = defineOperation({
  id: 'notes.remove',
  method: 'DELETE',
  path: '/api/v1/leads/:leadId/notes/:noteId',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Remove a note of your own, or with leads.read-all any; it can be brought back for seven days',
  params: OneNote,
  status: 204,
  errors: ['forbidden'],
});
export const restoreNote = defineOperation({
  id: 'notes.restore',
  method: 'POST',
  path: '/api/v1/leads/:leadId/notes/:noteId/restore',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Bring a note back that was removed within seven days',
  params: OneNote,
  response: NoteView,
  errors: ['forbidden'],
});
