import type {
  AutomationId,
  EventId,
  ImportCounts,
  ImportFault,
  ImportId,
  ImportKey,
  ImportMapping,
  ImportPlan,
  ImportState,
  MembershipId,
  StageKind,
} from '@stageline/contracts';
import type { CsvDelimiter, CsvEncoding } from '@stageline/domain';
import type { Phone } from '../registrations/index.ts';

/** A plan with what the names in it stood for when it was made. */
export interface StoredPlan extends Omit<ImportPlan, 'assignee'> {
  readonly outcome: StageKind;
  /** What the stage asks of every lead that enters it. */
  readonly needs?: readonly ('phone' | 'company')[];
  readonly assignee: { readonly membershipId: MembershipId; readonly name: string } | null;
}

/** A row that was left out, with the line that it begins on. */
export interface FaultyRow {
  readonly line: number;
  readonly fault: ImportFault;
  /** The line that it repeats. */
  readonly firstLine?: number;
}

export interface ImportRow {
  readonly _id: ImportId;
  readonly state: ImportState;
  readonly filename: string;
  readonly bytes: number;
  readonly createdAt: Date;
  readonly by: { readonly membershipId: MembershipId; readonly name: string };
  readonly encoding: CsvEncoding;
  readonly delimiter: CsvDelimiter;
  /** Of the columns, so that the next file with the same ones is read in the same way. */
  readonly fingerprint: string;
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[];
  readonly suggestion: { readonly mapping: ImportMapping; readonly key: ImportKey; readonly remembered: boolean };
  readonly plan: StoredPlan | null;
  /** What begins for each new lead; missing where nothing was chosen. */
  readonly automations?: readonly { readonly id: AutomationId; readonly name: string }[];
  readonly check: ImportCounts | null;
  /** What people who are there would gain; missing in one that was checked before this was counted. */
  readonly gains?: { readonly emails: number; readonly phones: number } | null;
  readonly faults: readonly FaultyRow[];
  readonly chunks: number;
  /** Chunks whose job has failed for good since the import began or went on. */
  readonly deadChunks?: readonly number[];
  /** The event that asked for the step which it is in: the death of an earlier one means nothing any more. */
  readonly asked?: EventId | null;
  /** Who has let it write last, and when; null before. */
  readonly started?: { readonly membershipId: MembershipId; readonly at: Date } | null;
}

/** What a row of the file says of somebody; a cell that is empty says nothing. */
export interface RowValues {
  readonly email: string | null;
  readonly phone: Phone | null;
  /** Missing where there is no second one. */
  readonly email2?: string;
  readonly phone2?: Phone;
  readonly externalId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
}
export type FileRow = FaultyRow | { readonly line: number; readonly values: RowValues };

/** What became of a row. */
export type Outcome = 'created' | 'changed' | 'unchanged' | 'wrong';

/** What was written of a chunk: one entry, in the transaction that wrote its leads. */
export interface ChunkEntry extends Omit<ImportCounts, 'rows'> {
  readonly importId: ImportId;
  readonly chunk: number;
  /** One letter a row: the first of its outcome. */
  readonly outcomes: string;
  /** Of the rows that are wrong, by their place in the chunk. */
  readonly faults: readonly { readonly row: number; readonly fault: ImportFault; readonly firstLine?: number }[];
}
