import { z } from 'zod';
import { DEFAULT_LOCALE, LOCALES } from '../kit/locale.ts';
import { defineOperation } from '../kit/operation.ts';
import { exportRules } from './export-rules.ts';
import { listLeads } from './leads.ts';

/** What the list can show, a file can hold; the language is that of its head. */
const query = listLeads.query
  .omit({ cursor: true, limit: true })
  .extend({ locale: z.enum(LOCALES).default(DEFAULT_LOCALE) });

export const exportLeadsCsv = defineOperation({
  ...exportRules,
  id: 'leads.export-csv',
  path: '/api/v1/leads/export.csv',
  summary: 'The leads that the caller may see and the filter of the list lets through, as CSV; `bom` marks it as UTF-8',
  query: query.extend({ bom: z.stringbool().default(true) }),
  produces: 'text/csv; charset=utf-8',
});
export const exportLeadsExcel = defineOperation({
  ...exportRules,
  id: 'leads.export-excel',
  path: '/api/v1/leads/export.xlsx',
  summary: 'The same as an Excel workbook',
  query,
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});
