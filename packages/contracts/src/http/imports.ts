import { z } from 'zod';
import { DEFAULT_LOCALE, LOCALES } from '../kit/locale.ts';
import { AutomationId, ImportId, MembershipId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { AutomationAction, MAX_AUTOMATIONS } from './automations.ts';
import { PipelineId, StageId } from './pipelines.ts';

/** The largest file that may be brought, in bytes. */
export const MAX_IMPORT_BYTES = 50 * 1024 * 1024;
/** The most rows of one file; what is more belongs into a second one. */
export const MAX_IMPORT_ROWS = 200_000;
/** Rows that are written together, by one job. */
export const IMPORT_CHUNK_ROWS = 500;
export const MAX_IMPORT_COLUMNS = 100;

/** What a column may hold. `name` is a whole name, cut at its last space; `email2` and `phone2` are a second one (F-04). */
export const ImportField = z.enum([
  'email',
  'email2',
  'phone',
  'phone2',
  'externalId',
  'name',
  'firstName',
  'lastName',
  'company',
]);
export type ImportField = z.infer<typeof ImportField>;

/** By what a row is known again; `externalId` is the number that somebody has in another system. */
export const ImportKey = z.enum(['email', 'phone', 'externalId']);
export type ImportKey = z.infer<typeof ImportKey>;

/** For each column what it holds; null where it is left out. */
export const ImportMapping = z.array(ImportField.nullable()).max(MAX_IMPORT_COLUMNS);
export type ImportMapping = z.infer<typeof ImportMapping>;

/** `check-failed` and `failed` are ends that no further attempt by itself has mended: somebody may go on or discard it. */
export const ImportState = z.enum([
  'uploaded',
  'checking',
  'check-failed',
  'checked',
  'running',
  'failed',
  'done',
  'cancelled',
]);
export type ImportState = z.infer<typeof ImportState>;

export const ImportEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type ImportEncoding = z.infer<typeof ImportEncoding>;

/** What may be wrong with a row. */
export const ImportFault = z.enum([
  'broken-quote',
  'too-long',
  'unreadable',
  'key-missing',
  'email-missing',
  'email-invalid',
  'email-taken',
  'name-missing',
  'phone-invalid',
  'text-invalid',
  'twice-in-file',
  'ambiguous',
  'contacts-full',
  'too-many-rows',
  'stage-needs-phone',
  'stage-needs-company',
]);
export type ImportFault = z.infer<typeof ImportFault>;

export const ImportCounts = z.object({
  rows: z.int(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  wrong: z.int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** How a file is to be read, and where its new leads go. */
export const ImportPlan = z.strictObject({
  mapping: ImportMapping,
  key: ImportKey,
  /** Where new leads stand; leads that are there already stay where they are. */
  pipelineId: PipelineId,
  stage: StageId,
  /** Whose new leads are; null where they wait to be given to somebody. */
  assignee: MembershipId.nullable(),
});
export type ImportPlan = z.infer<typeof ImportPlan>;

export const ImportView = z.object({
  id: ImportId,
  state: ImportState,
  filename: z.string(),
  bytes: z.int(),
  createdAt: Instant,
  /** Who brought it. */
  by: z.string(),
  encoding: ImportEncoding,
  delimiter: z.string(),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  suggestion: z.object({
    mapping: ImportMapping,
    key: ImportKey,
    /** Whether it is what was used for the last file with these columns. */
    remembered: z.boolean(),
  }),
  plan: ImportPlan.nullable(),
  /** What begins for each new lead, as was chosen when the import began; nothing unless somebody chose it. */
  automations: z.array(z.object({ id: AutomationId, name: z.string() })),
  /** What the import would do; null until the file was looked through. */
  check: ImportCounts.nullable(),
  /** Addresses and numbers that people who are there already would gain; null as `check`. */
  gains: z.object({ emails: z.int(), phones: z.int() }).nullable(),
  /** The first rows that are wrong. */
  faults: z.array(
    z.object({
      line: z.int(),
      fault: ImportFault,
      /** The line that it repeats. */
      firstLine: z.int().nullable(),
    }),
  ),
  /** What has been written so far. */
  written: ImportCounts,
});
export type ImportView = z.infer<typeof ImportView>;

const rules = { host: 'tenant', access: memberAccess('leads.import') } as const;
const params = z.strictObject({ importId: ImportId });
const one = '/api/v1/leads/imports/:importId';

export const listImports = defineOperation({
  ...rules,
  id: 'imports.list',
  method: 'GET',
  path: '/api/v1/leads/imports',
  summary: 'The latest imports of leads, newest first',
  response: z.object({ items: z.array(ImportView) }),
});
export const uploadImport = defineOperation({
  ...rules,
  id: 'imports.upload',
  method: 'POST',
  path: '/api/v1/leads/imports',
  summary: 'Bring a file of leads (CSV, up to 50 MB); nothing is imported yet',
  consumes: 'multipart/form-data',
  status: 201,
  response: ImportView,
  errors: ['payload-too-large', 'unsupported-media-type'],
  rateLimit: { points: 20, perSeconds: 60, by: 'actor' },
});
export const getImport = defineOperation({
  ...rules,
  id: 'imports.get',
  method: 'GET',
  path: one,
  summary: 'One import: its columns, what it would do and how far it is',
  params,
  response: ImportView,
});
export const checkImport = defineOperation({
  ...rules,
  id: 'imports.check',
  method: 'POST',
  path: `${one}/check`,
  summary: 'Look the file through with this plan: how many are new, changed, unchanged and wrong. Writes no lead',
  params,
  body: ImportPlan,
  status: 202,
  response: ImportView,
  errors: ['illegal-transition'],
});
export const runImport = defineOperation({
  ...rules,
  id: 'imports.run',
  method: 'POST',
  path: `${one}/run`,
  summary:
    'Write what was checked, or what a failed import has left. Imported people get no mail and no place in the line',
  params,
  body: z
    .strictObject({
      /** Those that begin for each new lead. Going on keeps to what was chosen at first. */
      automations: z.array(AutomationId).max(MAX_AUTOMATIONS).default([]),
    })
    .nullable()
    .prefault({}),
  status: 202,
  response: ImportView,
  errors: ['illegal-transition'],
});
export const listImportAutomations = defineOperation({
  ...rules,
  id: 'imports.automations',
  method: 'GET',
  path: `${one}/automations`,
  summary: 'Automations that are on and would begin for the new leads of a checked import, if they were chosen',
  params,
  response: z.object({
    items: z.array(
      z.object({
        id: AutomationId,
        name: z.string(),
        /** What it does, one after another. */
        actions: z.array(z.enum(AutomationAction.options.map(({ shape }) => shape.kind.value))),
      }),
    ),
  }),
});
export const cancelImport = defineOperation({
  ...rules,
  id: 'imports.cancel',
  method: 'POST',
  path: `${one}/cancel`,
  summary: 'Stop an import; what has been written stays',
  params,
  response: ImportView,
  errors: ['illegal-transition'],
});
export const exportImportResult = defineOperation({
  ...rules,
  id: 'imports.export-result',
  method: 'GET',
  // It holds what the file held: addresses and numbers.
  stepUp: true,
  path: `${one}/result.csv`,
  summary: 'What became of every row, as CSV',
  params,
  query: z.strictObject({ locale: z.enum(LOCALES).default(DEFAULT_LOCALE), bom: z.stringbool().default(true) }),
  produces: 'text/csv; charset=utf-8',
  errors: ['illegal-transition'],
});
