import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { email, optionalText, personName, phone } from './fields.ts';
import { LeadParams } from './leads.ts';

/** Addresses, and numbers, of one person. */
export const MAX_CONTACTS = 10;
/** Days for which the last change can be taken back. */
export const CONTACT_UNDO_DAYS = 30;

const noneTwice = (texts: readonly string[]) => new Set(texts).size === texts.length;
const TWICE = 'The same stands there twice.';
const TOO_MANY = `At most ${MAX_CONTACTS}, please.`;

export const ContactsView = z.object({
  /** Rises with every change; who changes something names the one that they saw. */
  version: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  company: z.string().nullable(),
  /** The first is the one that we write to. */
  emails: z.array(
    z.object({
      address: z.string(),
      /** When they proved that it is theirs; null before. */
      verifiedAt: Instant.nullable(),
      addedAt: Instant,
    }),
  ),
  /** In E.164 where the country is known, otherwise as they were typed; the first is the one that is called. */
  phones: z.array(z.string()),
  /** The last change while it can be taken back; null where there is none, or something else changed since. */
  lastChange: z.object({ at: Instant, byName: z.string().nullable() }).nullable(),
});
export type ContactsView = z.infer<typeof ContactsView>;

export const ContactsBody = z.strictObject({
  version: z.int().min(0),
  firstName: personName,
  lastName: optionalText(100),
  company: optionalText(120).nullable(),
  /** All of them, the one that we write to first; what is missing is removed. */
  emails: z.array(email).min(1, 'One address has to stay.').max(MAX_CONTACTS, TOO_MANY).refine(noneTwice, TWICE),
  phones: z.array(phone).max(MAX_CONTACTS, TOO_MANY).refine(noneTwice, TWICE),
});
export type ContactsBody = z.infer<typeof ContactsBody>;

export const getContacts = defineOperation({
  id: 'contacts.get',
  method: 'GET',
  path: '/api/v1/leads/:leadId/contacts',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'Who a lead is and how they are reached; only with contacts.read',
  params: LeadParams,
  response: ContactsView,
  errors: ['forbidden'],
});
export const changeContacts = defineOperation({
  id: 'contacts.change',
  method: 'PUT',
  path: '/api/v1/leads/:leadId/contacts',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary:
    'Change the name, the company, the addresses and the numbers of a lead; only with contacts.read. `version` is the one that the caller saw',
  params: LeadParams,
  body: ContactsBody,
  response: ContactsView,
  errors: ['forbidden', 'conflict', 'contact-taken'],
});
export const undoContacts = defineOperation({
  id: 'contacts.undo',
  method: 'POST',
  path: '/api/v1/leads/:leadId/contacts/undo',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Take the last change of the name and contact data of a lead back, with what was proved of them',
  params: LeadParams,
  body: z.strictObject({ version: z.int().min(0) }),
  response: ContactsView,
  errors: ['forbidden', 'conflict', 'contact-taken'],
});
