import { MAX_WEBINAR_ROWS, SHOWN_WEBINAR_FAULTS, type WebinarFileReport } from '@stageline/contracts';
import {
  createMessageReading,
  createPeopleReading,
  createRowReport,
  createSavedChatReading,
  type MessageFacts,
  type AttendeeFacts,
  type RowFault,
} from '@stageline/domain';
import type { WebinarFiles } from './webinar-files.ts';
import type { WebinarFileRow } from './webinars.types.ts';

/** What a file says, read through. */
export interface ReadFile {
  readonly people: readonly AttendeeFacts[];
  readonly messages: readonly MessageFacts[];
  readonly report: WebinarFileReport;
}

export interface ReadingHooks {
  /** Hears how many rows were read. */
  readonly onRows?: (rows: number) => Promise<void>;
  readonly onFault?: (fault: RowFault) => void;
}

const NOTE_EVERY = 10_000;

/**
 * Reads a file by its plan. It is read as it comes; what is kept is one entry per person and message, and a file has at most ten
 * megabytes.
 * @param began when the webinar began: chats may have times of day alone
 */
export async function readFile(
  files: Pick<WebinarFiles, 'rows' | 'lines'>,
  file: WebinarFileRow,
  began: Date | null,
  { onRows, onFault }: ReadingHooks = {},
): Promise<ReadFile> {
  const plan = file.plan!;
  const report = createRowReport({
    maxRows: MAX_WEBINAR_ROWS,
    shown: SHOWN_WEBINAR_FAULTS,
    ...(onFault !== undefined && { onFault }),
  });
  const messages: MessageFacts[] = [];
  let noted = 0;
  async function note(): Promise<void> {
    if (report.rows() - noted < NOTE_EVERY) return;
    noted = report.rows();
    await onRows?.(noted);
  }
  const rules = { plan, began: began?.getTime() ?? null, report };
  if (isSavedChat(file)) {
    const reading = createSavedChatReading(rules);
    for await (const lines of files.lines(file)) {
      messages.push(...reading.push(lines));
      await note();
    }
    messages.push(...reading.end());
    return { people: [], messages, report: report.result() };
  }
  const people =
    plan.kind === 'attendance'
      ? createPeopleReading(
          plan,
          file.inspection.columns.map(({ name }) => name),
          report,
        )
      : null;
  const reading = people ?? createMessageReading(rules);
  for await (const rows of files.rows(file, file.isWorkbook ? null : plan.dialect)) {
    for (const message of reading.push(rows)) messages.push(message);
    await note();
  }
  return { people: people?.people() ?? [], messages, report: report.result() };
}

/** A chat as Zoom saves it: it has neither a delimiter nor columns. */
export const isSavedChat = ({ plan, isWorkbook }: Pick<WebinarFileRow, 'plan' | 'isWorkbook'>): boolean =>
  !isWorkbook && plan !== null && plan.kind === 'chat' && plan.dialect === null;
