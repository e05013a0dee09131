import { Readable } from 'node:stream';
import type { AnalyticsRange, AnalyticsView, Locale, TenantId } from '@stageline/contracts';
import { dayOf } from '@stageline/domain';
import type { FileAnswer, MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import { analyticsCsv } from './analytics.csv.ts';
import { analyticsExcel } from './analytics.excel.ts';
import { analyticsPdf } from './analytics.pdf.ts';
import type { AnalyticsService } from './analytics.service.ts';

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
  readonly siteFacts: () => Promise<ReportBrand>;
  readonly readMedia: (tenantId: TenantId, key: string) => Promise<{ readonly bytes: Buffer } | null>;
  readonly audit: Pick<AuditLog, 'record'>;
}

interface Wanted {
  readonly range: AnalyticsRange;
  readonly locale: Locale;
}
type Actor = Pick<MemberActor, 'permissions'>;

/** The numbers as files. Each is in the audit log before it is handed over. */
export function createAnalyticsExports({ service, siteFacts, readMedia, audit }: AnalyticsExportsDeps) {
  async function fileOf(
    format: 'csv' | 'xlsx' | 'pdf',
    actor: Actor,
    { range }: Wanted,
    make: (view: AnalyticsView) => Promise<string | Buffer>,
  ): Promise<FileAnswer> {
    const view = await service.numbers(actor, range);
    const content = await make(view);
    await audit.record({
      action: 'analytics.exported',
      target: { type: 'export', id: format, name: format.toUpperCase() },
      after: { range },
    });
    const day = dayOf(new Date(view.span.to), view.calendar.timeZone);
    const name = `statistics-${range.replace('_', '-')}-${day}.${format}`;
    return { filename: name, content: Readable.from([content]) };
  }

  /** Null also where the file is gone: a report without a logo is better than none. */
  async function logoOf({ tenantId, logoUrl }: ReportBrand): Promise<Buffer | null> {
    const key = logoUrl?.split('/').at(-1);
    return key === undefined ? null : ((await readMedia(tenantId, key))?.bytes ?? null);
  }

  return {
    csv: (actor: Actor, wanted: Wanted & { readonly bom: boolean }) =>
      fileOf('csv', actor, wanted, (view) => analyticsCsv(view, wanted.locale, wanted.bom)),
    excel: (actor: Actor, wanted: Wanted) =>
      fileOf('xlsx', actor, wanted, (view) => analyticsExcel(view, wanted.locale)),
    pdf: (actor: Actor, wanted: Wanted) =>
      fileOf('pdf', actor, wanted, async (view) => {
        const brand = await siteFacts();
        return analyticsPdf(view, { ...brand, logo: await logoOf(brand) }, wanted.locale);
      }),
  };
}
export type AnalyticsExports = ReturnType<typeof createAnalyticsExports>;
