import { Readable } from 'node:stream';
import { ProblemError, type AnalyticsRange, type Locale, type SiteCalendar, type TenantId } from '@stageline/contracts';
import { dayOf } from '@stageline/domain';
import type { FileAnswer, MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import { analyticsCsv } from './analytics.csv.ts';
import { analyticsExcel } from './analytics.excel.ts';
import { analyticsPdf } from './analytics.pdf.ts';
import type { AnalyticsService } from './analytics.service.ts';
import { salesCsv } from './sales.csv.ts';
import type { SalesService } from './sales.service.ts';

/** What a report says of whose it is. */
export interface ReportBrand {
  readonly tenantId: TenantId;
  readonly siteName: string;
  readonly palette: Readonly<Record<string, string>>;
  /** Address of a PNG among the site's own files. */
  readonly logoUrl: string | null;
}

export interface AnalyticsExportsDeps {
  readonly service: AnalyticsService;
  readonly sales: SalesService;
  readonly siteFacts: () => Promise<ReportBrand>;
  readonly readMedia: (tenantId: TenantId, key: string) => Promise<{ readonly bytes: Buffer } | null>;
  readonly audit: Pick<AuditLog, 'record'>;
}

interface Wanted {
  readonly range: AnalyticsRange;
  readonly locale: Locale;
}
type Actor = Pick<MemberActor, 'permissions'>;

/** What every answer of numbers has in common. */
interface Numbers {
  readonly span: { readonly to: string };
  readonly calendar: SiteCalendar;
}

/** The numbers as files. Each is in the audit log before it is handed over. */
export function createAnalyticsExports({ service, sales, siteFacts, readMedia, audit }: AnalyticsExportsDeps) {
  async function fileOf<View extends Numbers>(
    what: { readonly name: 'statistics' | 'sales'; readonly format: 'csv' | 'xlsx' | 'pdf' },
    { range }: Wanted,
    view: View,
    make: (view: View) => Promise<string | Buffer>,
  ): Promise<FileAnswer> {
    const content = await make(view);
    const { name, format } = what;
    await audit.record({
      action: 'analytics.exported',
      target: { type: 'export', id: `${name}.${format}`, name: format.toUpperCase() },
      after: { what: name, range },
    });
    const day = dayOf(new Date(view.span.to), view.calendar.timeZone);
    const filename = `${name}-${range.replace('_', '-')}-${day}.${format}`;
    return { filename, content: Readable.from([content]) };
  }

  /** Null also where the file is gone: a report without a logo is better than none. */
  async function logoOf({ tenantId, logoUrl }: ReportBrand): Promise<Buffer | null> {
    const key = logoUrl?.split('/').at(-1);
    return key === undefined ? null : ((await readMedia(tenantId, key))?.bytes ?? null);
  }

  return {
    csv: async (actor: Actor, wanted: Wanted & { readonly bom: boolean }) =>
      fileOf({ name: 'statistics', format: 'csv' }, wanted, await service.numbers(actor, wanted.range), (view) =>
        analyticsCsv(view, wanted.locale, wanted.bom),
      ),
    excel: async (actor: Actor, wanted: Wanted) =>
      fileOf({ name: 'statistics', format: 'xlsx' }, wanted, await service.numbers(actor, wanted.range), (view) =>
        analyticsExcel(view, wanted.locale),
      ),
    pdf: async (actor: Actor, wanted: Wanted) =>
      fileOf(
        { name: 'statistics', format: 'pdf' },
        wanted,
        await service.numbers(actor, wanted.range),
        async (view) => {
          const brand = await siteFacts();
          return analyticsPdf(view, { ...brand, logo: await logoOf(brand) }, wanted.locale);
        },
      ),
    async salesCsv(actor: Actor, wanted: Wanted & { readonly bom: boolean }): Promise<FileAnswer> {
      if (!actor.permissions.has('analytics.read')) throw new ProblemError('forbidden');
      return fileOf({ name: 'sales', format: 'csv' }, wanted, await sales.numbers(wanted.range), (view) =>
        salesCsv(view, wanted.locale, wanted.bom),
      );
    },
  };
}
export type AnalyticsExports = ReturnType<typeof createAnalyticsExports>;
