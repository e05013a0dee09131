import { createHash } from 'node:crypto';
import {
  MAX_WEBINAR_COLUMNS,
  ProblemError,
  WebinarAsked,
  WebinarFilesRemoved,
  type ProblemIssue,
  type WebinarDiagnosis,
  type WebinarFileId,
  type WebinarFilePlan,
  type WebinarFileView,
  type WebinarId,
} from '@stageline/contracts';
import {
  diagnoseRows,
  diagnoseText,
  foldName,
  inspectRows,
  inspectText,
  type CsvRow,
  type Inspected,
  type InspectionWishes,
} from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDuplicateKey } from '@stageline/tenancy';
import type { FileAnswer, MemberActor, StreamedFile } from '../../http/route.ts';
import { tenantStream } from '../../http/tenant-stream.ts';
import type { AuditLog } from '../audit/index.ts';
import { fileReport, type ReportOptions } from './file-report.ts';
import { HEAD_BYTES, type FilePlace, type WebinarFiles } from './webinar-files.ts';
import { workbookTable } from './workbook.ts';
import { presentFile } from './webinars.presenter.ts';
import type { WebinarsRepository } from './webinars.repository.ts';
import type { By, WebinarFileRow, WebinarRow } from './webinars.types.ts';

export interface WebinarUploadsDeps {
  readonly webinars: WebinarsRepository;
  readonly files: WebinarFiles;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
  readonly byOf: (actor: Pick<MemberActor, 'membershipId'>) => Promise<By>;
  readonly tell: (webinarId: WebinarId) => void;
}

/** Of a workbook. */
const DIAGNOSED_ROWS = 1000;

type Actor = Pick<MemberActor, 'membershipId'>;
const target = ({ _id, filename }: Pick<WebinarFileRow, '_id' | 'filename'>) => ({
  type: 'webinar-file',
  id: _id,
  name: filename,
});
/** As it is shown: a long one keeps its beginning and its end. */
function shownName(filename: string): string {
  const name = filename.replaceAll(/\p{C}/gu, '').trim() || 'file.csv';
  return name.length <= 100 ? name : `${name.slice(0, 60).trimEnd()}…${name.slice(-39).trimStart()}`;
}
const refused = (pointer: string, message: string) =>
  new ProblemError('validation-failed', { issues: [{ in: 'body', pointer, message }] });

/** Files of webinars: brought, looked at, read, taken back (K-01 to K-06, K-14). */
export function createWebinarUploads(deps: WebinarUploadsDeps) {
  const { webinars, files, unitOfWork, audit, clock, byOf, tell } = deps;

  async function webinarOf(webinarId: WebinarId): Promise<WebinarRow> {
    const row = await webinars.find(webinarId);
    if (row === null || row.source !== 'import') throw new ProblemError('not-found');
    return row;
  }
  async function find(webinarId: WebinarId, fileId: WebinarFileId): Promise<WebinarFileRow> {
    const row = await webinars.file(webinarId, fileId);
    if (row === null) throw new ProblemError('not-found');
    return row;
  }

  /** @throws ProblemError `validation-failed` for a file without rows, or with too many columns */
  async function inspect(
    place: FilePlace & { readonly isWorkbook: boolean },
    head: Buffer,
    isWhole: boolean,
    wishes: InspectionWishes,
  ): Promise<Inspected> {
    let inspected: Inspected | null = null;
    if (place.isWorkbook) {
      for await (const rows of files.rows(place, null)) {
        inspected = inspectRows(rows, null, wishes);
        break;
      }
    } else inspected = inspectText(head, isWhole, wishes);
    if (inspected === null) throw refused('/file', 'This file has no rows.');
    if (inspected.columns.length > MAX_WEBINAR_COLUMNS)
      throw refused('/file', `At most ${MAX_WEBINAR_COLUMNS} columns, please.`);
    return inspected;
  }

  /** What was said of the last file with these columns. */
  async function withMemory(
    inspected: Inspected,
  ): Promise<{ fingerprint: string; inspection: WebinarFileRow['inspection'] }> {
    const { plan, columns } = inspected;
    const names = columns.map(({ name }) => foldName(name)).join('\n');
    const fingerprint = createHash('sha256').update(`${plan.kind}\n${names}`).digest('base64url');
    const known = columns.length === 0 ? null : await webinars.remembered(fingerprint);
    if (known === null || known.mapping.length !== plan.mapping.length)
      return { fingerprint, inspection: { ...inspected, remembered: false } };
    const { platform, mapping } = known;
    return { fingerprint, inspection: { ...inspected, plan: { ...plan, platform, mapping }, remembered: true } };
  }

  return {
    /**
     * Takes a file and looks at it; the same file again is the one that is there (K-06).
     * @throws ProblemError `not-found`, `payload-too-large`, `unsupported-media-type`, `validation-failed`
     */
    async upload(actor: Actor, webinarId: WebinarId, { filename, content }: StreamedFile): Promise<WebinarFileView> {
      const webinar = await webinarOf(webinarId);
      const place: FilePlace = { webinarId, _id: newId('wfl') };
      const { head, isWorkbook, ...received } = await files.receive(place, content);
      try {
        const known = await webinars.fileWith(webinarId, received.hash);
        if (known !== null) {
          await files.remove(place);
          return presentFile(known, true);
        }
        if (isWorkbook) await files.putTable(place, workbookTable(await files.whole(place)));
        const inspected = await inspect({ ...place, isWorkbook }, head, received.bytes <= HEAD_BYTES, webinar);
        const row: WebinarFileRow = {
          ...place,
          ...received,
          ...(await withMemory(inspected)),
          isWorkbook,
          state: 'uploaded',
          filename: shownName(filename),
          createdAt: clock.now(),
          by: await byOf(actor),
          plan: null,
          progress: 0,
          report: null,
          readAt: null,
          reading: 0,
        };
        await unitOfWork.run(async () => {
          await webinars.insertFile(row);
          await audit.record({ action: 'webinar.file-uploaded', target: target(row) });
        });
        tell(webinarId);
        return presentFile(row, true);
      } catch (error) {
        await files.remove(place);
        // The same file came twice at once.
        const other = isDuplicateKey(error) ? await webinars.fileWith(webinarId, received.hash) : null;
        if (other !== null) return presentFile(other, true);
        throw error;
      }
    },

    /** @throws ProblemError `not-found`, `validation-failed` */
    async inspect(
      webinarId: WebinarId,
      fileId: WebinarFileId,
      wishes: Omit<InspectionWishes, 'timeZone'>,
    ): Promise<WebinarFileView> {
      const { timeZone } = await webinarOf(webinarId);
      const row = await find(webinarId, fileId);
      const head = await files.head(row);
      const inspected = await inspect(row, head, row.bytes <= HEAD_BYTES, { ...wishes, timeZone });
      const set = { ...(await withMemory(inspected)) };
      // Somebody who says what it is knows better than what was remembered.
      if (wishes.platform !== undefined || wishes.kind !== undefined)
        set.inspection = { ...inspected, remembered: false };
      const changed = await webinars.changeFile(fileId, { states: ['uploaded', 'reading', 'read', 'failed'] }, { set });
      return presentFile(changed!, true);
    },

    /** How a file is written, as it may be handed on; nothing of it is kept. @throws ProblemError `not-found` */
    async diagnose(webinarId: WebinarId, fileId: WebinarFileId): Promise<WebinarDiagnosis> {
      const { timeZone } = await webinarOf(webinarId);
      const row = await find(webinarId, fileId);
      const { kind, dialect } = row.inspection.plan;
      const wishes = { kind, dialect, timeZone };
      if (!row.isWorkbook) return diagnoseText(await files.head(row), row.bytes <= HEAD_BYTES, wishes);
      const rows: CsvRow[] = [];
      for await (const some of files.rows(row, null)) if (rows.push(...some) >= DIAGNOSED_ROWS) break;
      return diagnoseRows(rows, null, wishes);
    },

    /**
     * Sets a file to be read by this plan.
     * @throws ProblemError `not-found`, `validation-failed`, `illegal-transition` while it is being read
     */
    async read(webinarId: WebinarId, fileId: WebinarFileId, plan: WebinarFilePlan): Promise<WebinarFileView> {
      await webinarOf(webinarId);
      const row = await find(webinarId, fileId);
      const issues = issuesOf(row, plan);
      if (issues.length > 0) throw new ProblemError('validation-failed', { issues });
      if (plan.mapping.length > 0) await webinars.remember(row.fingerprint, plan);
      const asked = await unitOfWork.run(async (tx) => {
        const set = { state: 'reading', plan, progress: 0, report: null, readAt: clock.now() } as const;
        const changed = await webinars.changeFile(
          fileId,
          { states: ['uploaded', 'read', 'failed'] },
          { set, next: true },
        );
        if (changed === null) throw new ProblemError('illegal-transition');
        tx.record(WebinarAsked, { webinarId, fileId });
        await audit.record({ action: 'webinar.file-asked', target: target(row) });
        return changed;
      });
      tell(webinarId);
      return presentFile(asked, true);
    },

    /**
     * What became of every row that was not kept as it is.
     * @throws ProblemError `not-found`, `illegal-transition` before the file was read
     */
    async report(webinarId: WebinarId, fileId: WebinarFileId, options: ReportOptions): Promise<FileAnswer> {
      const webinar = await webinarOf(webinarId);
      const row = await find(webinarId, fileId);
      if (row.state !== 'read') throw new ProblemError('illegal-transition');
      await audit.record({ action: 'webinar.report-exported', target: target(row) });
      const day = row.createdAt.toISOString().slice(0, 10);
      return {
        filename: `webinar-rows-${day}.csv`,
        content: tenantStream(fileReport(files, row, webinar.began, options)),
      };
    },

    /** Takes a file back; what only it has said goes when the webinar is settled. @throws ProblemError `not-found` */
    async remove(webinarId: WebinarId, fileId: WebinarFileId): Promise<void> {
      await webinarOf(webinarId);
      const row = await find(webinarId, fileId);
      await unitOfWork.run(async (tx) => {
        await webinars.removeFile(fileId);
        await webinars.change(webinarId, {});
        tx.record(WebinarAsked, { webinarId, fileId: null });
        tx.record(WebinarFilesRemoved, { webinarId, fileId });
        await audit.record({ action: 'webinar.file-removed', target: target(row) });
      });
      tell(webinarId);
    },
  };
}
export type WebinarUploads = ReturnType<typeof createWebinarUploads>;

/** What of a plan cannot be. */
function issuesOf(row: WebinarFileRow, plan: WebinarFilePlan): ProblemIssue[] {
  const { inspection, isWorkbook } = row;
  const issues: ProblemIssue[] = [];
  const refuse = (pointer: string, message: string) => void issues.push({ in: 'body', pointer, message });
  const isSavedChat = plan.kind === 'chat' && plan.dialect === null && !isWorkbook;
  if (isSavedChat && inspection.plan.dialect !== null) refuse('/dialect', 'Please say how this file is written.');
  if (!isSavedChat && plan.mapping.length !== inspection.columns.length)
    refuse('/mapping', 'Please say of every column what it holds.');
  const fields = plan.mapping.filter((field) => field !== null);
  if (new Set(fields).size !== fields.length) refuse('/mapping', 'Two columns cannot hold the same.');
  const has = (...names: readonly (typeof fields)[number][]) => names.some((name) => fields.includes(name));
  if (!isSavedChat && !has('name', 'firstName', 'lastName', 'email'))
    refuse('/mapping', 'Choose a column that says who somebody is.');
  if (!isSavedChat && plan.kind === 'chat' && !has('text'))
    refuse('/mapping', 'Choose the column of what was written.');
  return issues;
}
