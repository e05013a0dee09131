import { Readable } from 'node:stream';
import { ProblemError, type LeadView, type Locale, type PipelineView, type SiteCalendar } from '@stageline/contracts';
import { CSV_BOM, csvLine, dayOf, wallTimeOf } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { FileAnswer, MemberActor } from '../../http/route.ts';
import { inThisTenant, tenantStream } from '../../http/tenant-stream.ts';
import type { AuditLog } from '../audit/index.ts';
import type { LeadsService } from '../leads/index.ts';
import { leadColumns, leadExportTexts, type LeadColumn } from './lead-export-texts.ts';
import { xlsxStream, type SheetCell } from './xlsx-stream.ts';

export interface LeadExportsDeps {
  readonly leads: Pick<LeadsService, 'list'>;
  readonly pipelines: { list(): Promise<{ items: readonly PipelineView[]; former: readonly PipelineView[] }> };
  readonly calendar: { current(): Promise<Pick<SiteCalendar, 'timeZone'>> };
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** What the list is asked for, without its pages. */
type Filter = Omit<Parameters<LeadsService['list']>[1], 'cursor' | 'limit'>;
type Wanted = Filter & { readonly locale: Locale };

/** Leads that are read, and written, together. */
const PAGE = 500;
const WIDTHS: Partial<Record<LeadColumn, number>> = {
  email: 32,
  company: 24,
  createdAt: 18,
  stageChangedAt: 22,
  id: 34,
  email2: 32,
  furtherEmails: 32,
};

/** Leads as files: what the list shows the caller, read page by page as the file is fetched, and in the audit log. */
export function createLeadExports({ leads, pipelines, calendar, audit, clock }: LeadExportsDeps) {
  async function* pagesOf(actor: MemberActor, filter: Filter): AsyncGenerator<LeadView[]> {
    let cursor: string | undefined;
    do {
      const page = await leads.list(actor, { ...filter, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      yield page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** @throws ProblemError `forbidden` for somebody who may see no leads at all */
  async function begin(actor: MemberActor, { locale, ...filter }: Wanted, format: 'csv' | 'xlsx') {
    if (!actor.permissions.has('leads.read')) throw new ProblemError('forbidden');
    const { timeZone } = await calendar.current();
    const { items, former } = await pipelines.list();
    await audit.record({
      action: 'leads.exported',
      target: { type: 'export', id: `leads.${format}`, name: format.toUpperCase() },
      after: { ...filter },
    });
    return {
      filename: `leads-${dayOf(clock.now(), timeZone)}.${format}`,
      timeZone,
      rowOf: rowMaker([...items, ...former], timeZone, locale),
      pages: pagesOf(actor, filter),
    };
  }

  return {
    async csv(actor: MemberActor, { bom, ...wanted }: Wanted & { readonly bom: boolean }): Promise<FileAnswer> {
      const { filename, timeZone, rowOf, pages } = await begin(actor, wanted, 'csv');
      async function* lines() {
        yield (bom ? CSV_BOM : '') + csvLine(titlesOf(wanted.locale, timeZone));
        for await (const page of pages) yield page.map((lead) => csvLine(rowOf(lead).map(asText))).join('');
      }
      return { filename, content: tenantStream(lines()) };
    },

    async excel(actor: MemberActor, wanted: Wanted): Promise<FileAnswer> {
      const { filename, timeZone, rowOf, pages } = await begin(actor, wanted, 'xlsx');
      const titles = titlesOf(wanted.locale, timeZone);
      const columns = leadColumns.map((column, at) => ({ title: titles[at]!, width: WIDTHS[column] ?? 16 }));
      async function* rows() {
        for await (const page of pages) yield page.map(rowOf);
      }
      const { sheet } = leadExportTexts[wanted.locale];
      return { filename, content: Readable.from(xlsxStream(sheet, columns, inThisTenant(rows()))) };
    },
  };
}
export type LeadExports = ReturnType<typeof createLeadExports>;

const isTime = (column: LeadColumn) => column === 'createdAt' || column === 'stageChangedAt';
const titlesOf = (locale: Locale, timeZone: string): string[] =>
  leadColumns.map((column) => {
    const title = leadExportTexts[locale].columns[column];
    return isTime(column) ? `${title} (${timeZone})` : title;
  });
const asText = (cell: SheetCell) =>
  typeof cell === 'object' && cell !== null ? cell.wallTime.replace('T', ' ') : cell;

/** One lead as cells, stages under their names. */
function rowMaker(pipelines: readonly PipelineView[], timeZone: string, locale: Locale) {
  const texts = leadExportTexts[locale];
  const names = new Map<string, string>();
  for (const { id, name, stages, formerStages } of pipelines) {
    names.set(id, name ?? texts.pipeline);
    for (const stage of [...stages, ...formerStages])
      names.set(`${id} ${stage.id}`, stage.name ?? texts.stages[stage.id as keyof typeof texts.stages]);
  }
  const wallTime = (instant: string) => {
    const { date, time } = wallTimeOf(new Date(instant), timeZone);
    return { wallTime: `${date}T${time}` };
  };
  return (lead: LeadView): SheetCell[] => {
    const { id, person, pipelineId, stage, assignee, attendedMinutes, createdAt, stageChangedAt } = lead;
    const { firstName, lastName, email, phone, company, otherEmails = [], otherPhones = [] } = person;
    const [email2 = null, ...furtherEmails] = otherEmails;
    const [phone2 = null, ...furtherPhones] = otherPhones;
    const place = [names.get(pipelineId) ?? pipelineId, names.get(`${pipelineId} ${stage}`) ?? stage];
    const times = [wallTime(createdAt), wallTime(stageChangedAt)];
    return [
      firstName,
      lastName,
      email,
      phone,
      company,
      ...place,
      assignee?.name ?? null,
      attendedMinutes,
      ...times,
      id,
      email2,
      phone2,
      furtherEmails.join('; ') || null,
      furtherPhones.join('; ') || null,
    ];
  };
}
