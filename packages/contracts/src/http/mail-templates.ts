import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { LOCALES } from '../kit/locale.ts';
import { mailFactNames } from '../kit/mail-facts.ts';
import { httpsUrl, optionalSpokenText, optionalText, requiredText, spokenText } from './fields.ts';

const MailFact = z.enum(mailFactNames);

export const MailTemplateKey = z.enum([
  'reminder-day',
  'reminder-hour',
  'starting-now',
  'thanks-attended',
  'missed',
  'replay-ready',
]);
export type MailTemplateKey = z.infer<typeof MailTemplateKey>;

export const MAX_MAIL_BLOCKS = 30;
/** Characters of a mail's MJML. */
export const MAX_MJML = 60_000;

/** Where a button leads. */
export const MailLink = z.union([z.enum(['join', 'replay', 'answer', 'site']), httpsUrl]);
export type MailLink = z.infer<typeof MailLink>;

/** A part of a mail as somebody puts it together who knows no MJML. Texts may name facts; one that is not known takes its part away. */
export const MailBlock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: requiredText(150) }),
  z.strictObject({ kind: z.literal('paragraph'), text: spokenText(4000) }),
  z.strictObject({ kind: z.literal('button'), label: requiredText(60), link: MailLink }),
  z.strictObject({ kind: z.literal('image'), url: httpsUrl, alt: optionalText(150).default('') }),
]);
export type MailBlock = z.infer<typeof MailBlock>;

export const MailContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('blocks'), blocks: z.array(MailBlock).min(1).max(MAX_MAIL_BLOCKS) }),
  z.strictObject({ kind: z.literal('mjml'), source: optionalSpokenText(MAX_MJML).min(1, 'Please fill this in.') }),
]);
export type MailContent = z.infer<typeof MailContent>;

const body = {
  subject: requiredText(150),
  /** What a mailbox shows beside the subject. */
  preheader: optionalText(200).default(''),
  content: MailContent,
};
export const MailTemplateBody = z.strictObject(body);
export type MailTemplateBody = z.infer<typeof MailTemplateBody>;

/** What is wrong with a text, and where. */
export const MailProblem = z.object({
  field: z.enum(['subject', 'preheader', 'content']),
  /** Of the MJML; null where it has none, or a block is meant. */
  line: z.int().nullable(),
  /** Of the blocks, from 0. */
  block: z.int().nullable(),
  code: z.enum(['unknown-fact', 'unclosed', 'optional-fact', 'fact-in-attribute', 'forbidden-tag', 'mjml', 'too-long']),
  /** The fact or the tag; what MJML says, in its words, for `mjml`. */
  detail: z.string(),
});
export type MailProblem = z.infer<typeof MailProblem>;

const name = { key: MailTemplateKey, locale: z.enum(LOCALES) };
export const MailTemplateEntry = z.object({
  ...name,
  subject: z.string(),
  /** 0 while it is what Stageline brings. */
  version: z.int(),
  /** Whether it says what Stageline brings. */
  isDefault: z.boolean(),
  changedAt: Instant.nullable(),
});
export type MailTemplateEntry = z.infer<typeof MailTemplateEntry>;
export const MailTemplateView = MailTemplateEntry.extend({
  preheader: z.string(),
  content: MailContent,
  /** The same as MJML, to go on from. */
  mjml: z.string(),
});
export type MailTemplateView = z.infer<typeof MailTemplateView>;

const params = z.strictObject(name);
const path = '/api/v1/mail-templates/:key/:locale';
const access = memberAccess('mails.manage');

export const listMailTemplates = defineOperation({
  id: 'mail-templates.list',
  method: 'GET',
  path: '/api/v1/mail-templates',
  host: 'tenant',
  access,
  summary: 'The mails that this site writes to its registrants, in every language',
  response: z.object({ items: z.array(MailTemplateEntry) }),
});
export const getMailTemplate = defineOperation({
  id: 'mail-templates.get',
  method: 'GET',
  path,
  host: 'tenant',
  access,
  summary: 'One mail as it goes out now',
  params,
  response: MailTemplateView,
});
export const saveMailTemplate = defineOperation({
  id: 'mail-templates.save',
  method: 'PUT',
  path,
  host: 'tenant',
  access,
  summary: 'Change a mail; it is kept as a further version',
  params,
  body: MailTemplateBody.extend({ version: z.int().min(0) }),
  response: MailTemplateView,
  errors: ['conflict'],
});
export const resetMailTemplate = defineOperation({
  id: 'mail-templates.reset',
  method: 'DELETE',
  path,
  host: 'tenant',
  access,
  summary: 'Let a mail say again what Stageline brings; what it said is kept as a version',
  params,
  response: MailTemplateView,
  errors: ['conflict'],
});
export const listMailTemplateVersions = defineOperation({
  id: 'mail-templates.versions',
  method: 'GET',
  path: `${path}/versions`,
  host: 'tenant',
  access,
  summary: 'What a mail has said before, the newest first',
  params,
  response: z.object({
    items: z.array(
      z.object({ version: z.int(), savedAt: Instant, savedBy: z.string().nullable(), isDefault: z.boolean(), ...body }),
    ),
  }),
});
/** The facts that a preview is made of. */
export const PreviewFact = z.object({ name: MailFact, value: z.string().nullable() });
export const previewMailTemplate = defineOperation({
  id: 'mail-templates.preview',
  method: 'POST',
  path: `${path}/preview`,
  host: 'tenant',
  access,
  summary: 'A mail as it would look, with the facts of the next masterclass',
  params,
  body: MailTemplateBody,
  response: z.object({
    subject: z.string(),
    preheader: z.string(),
    /** Empty where there are problems. */
    html: z.string(),
    text: z.string(),
    /** The masterclass whose facts these are; null where none is planned, and placeholders stand in their place. */
    sessionTitle: z.string().nullable(),
    facts: z.array(PreviewFact),
    problems: z.array(MailProblem),
  }),
  rateLimit: { points: 120, perSeconds: 60, by: 'actor' },
});
export const testMailTemplate = defineOperation({
  id: 'mail-templates.send-test',
  method: 'POST',
  path: `${path}/test`,
  host: 'tenant',
  access,
  summary: 'Send a mail to oneself, and to nobody else',
  params,
  body: MailTemplateBody,
  status: 202,
  response: z.object({ to: z.string() }),
  rateLimit: { points: 10, perSeconds: 600, by: 'actor' },
});
