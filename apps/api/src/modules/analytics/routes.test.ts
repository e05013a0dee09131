import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  funnelSteps,
  metricCatalogue,
  metricIds,
  repColumnNames,
  stageColumnNames,
  type AnalyticsView,
  type SalesView,
} from '@stageline/contracts';
import { formatMetric } from '@stageline/domain';
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { logoForm } from '../../testing/isolation-rows.ts';
import { exportTexts } from './export-texts.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
/** Day 0 of a workbook. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
let bed: ApiBed;
let site: Site;
let other: Site;

beforeAll(async () => {
  bed = await createApiBed();
  [site, other] = [await bed.site('numbers'), await bed.site('others')];
});

type Headers = Record<string, string>;
async function open(at: Site, remoteAddress: string, headers: Headers = {}, method: 'GET' | 'HEAD' = 'GET') {
  const all = { host: at.host, 'user-agent': FIREFOX, accept: 'text/html', ...headers };
  const { statusCode } = await bed.http.inject({ method, url: '/', remoteAddress, headers: all });
  await bed.modules.analytics.visits.flush();
  return statusCode;
}
const read = async (at = site, range = 'today'): Promise<AnalyticsView> =>
  (await at.owner.get(`/analytics?range=${range}`)).body;
const valuesOf = ({ metrics }: AnalyticsView) => Object.fromEntries(metrics.map(({ id, value }) => [id, value]));
async function download(query: string, cookie = site.cookie, of = '') {
  const url = `/api/v1/analytics${of}/export.${query}`;
  const { statusCode, headers, rawPayload } = await bed.http.inject({ url, headers: { host: site.host, cookie } });
  return { status: statusCode, headers, bytes: rawPayload };
}

describe('visitors of a page', () => {
  it('are people who looked at it: no robot, no question for headers, no fetching ahead, nobody of the team', async () => {
    const before = valuesOf(await read())['visitors']!;
    expect(await open(site, '10.0.0.1')).toBe(200);
    await open(site, '10.0.0.1', { cookie: 'stageline_locale=de' });
    await open(site, '10.0.0.2');
    await open(site, '10.0.0.3', {}, 'HEAD');
    await open(site, '10.0.0.4', { 'sec-purpose': 'prefetch;prerender' });
    await open(site, '10.0.0.5', { 'x-moz': 'prefetch' });
    await open(site, '10.0.0.6', { 'user-agent': 'Twitterbot/1.0' });
    await open(site, '10.0.0.7', { cookie: site.cookie });
    expect(valuesOf(await read())['visitors']).toBe(before + 2);
  });

  it('A-05 count on their own site alone, though they come from one address', async () => {
    const before = valuesOf(await read(other))['visitors'];
    await open(site, '10.0.1.1');
    expect(valuesOf(await read(other))['visitors']).toBe(before);
    await open(other, '10.0.1.1');
    expect(valuesOf(await read(other))['visitors']).toBe(before! + 1);
  });

  it('are told how long they took to register, whichever way the form came', async () => {
    const sample = async () => (await read()).metrics.find(({ id }) => id === 'avgDecisionTime')!.sample!;
    const before = await sample();
    await open(site, '10.0.2.1');
    await open(site, '10.0.2.2');
    const headers = { host: site.host, 'user-agent': FIREFOX, origin: `http://${site.host}` };
    const person = { firstName: 'Ann', lastName: 'Lee', email: 'ann@decides.example' };
    const post = (url: string, remoteAddress: string, payload: object | string, more: Headers = {}) =>
      bed.http.inject({ method: 'POST', url, remoteAddress, headers: { ...headers, ...more }, payload });
    await post('/api/v1/registrations', '10.0.2.1', person);
    await post('/register', '10.0.2.2', 'firstName=Bo&lastName=Li&email=bo@decides.example', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    // A known address decides nothing new.
    await post('/api/v1/registrations', '10.0.2.2', person);
    await bed.modules.analytics.visits.flush();
    expect(await sample()).toBe(before + 2);
  });
});

describe('200', () => {
  it.each(['today', 'this_week', 'this_month', 'all_time'])(
    'G-07 G-09 %s has every metric of the catalogue',
    async (range) => {
      const view = await read(site, range);
      expect(view.metrics.map(({ id }) => id)).toEqual(metricIds);
      expect(view.funnel.map(({ step }) => step)).toEqual(funnelSteps);
      for (const { series } of view.metrics) expect(series).toHaveLength(view.buckets.length);
      const visitors = view.metrics[0]!;
      expect(visitors.series.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(visitors.value);
    },
  );

  it('G-09 keeps the calendar that was chosen, and says so in the audit log', async () => {
    const chosen = { timeZone: 'Asia/Kathmandu', weekStart: 'saturday' };
    expect((await other.owner.put('/analytics/calendar', chosen)).body).toEqual(chosen);
    expect((await read(other)).calendar).toEqual(chosen);
    const { items } = (await other.owner.get('/audit?action=analytics.calendar-changed')).body;
    expect(items[0]).toMatchObject({ after: JSON.stringify(chosen) });
  });
});

describe('exports', () => {
  /** Until two answers say the same, no minute has passed between the file and the answer that it is compared with. */
  const numbersOf = ({ metrics, funnel }: AnalyticsView) => ({ metrics, funnel });

  it('G-10 CSV has the numbers of the API, marked as UTF-8 where asked for', async () => {
    const view = await read(site, 'this_week');
    const { status, headers, bytes } = await download('csv?range=this_week');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'no-store',
    ]);
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="statistics-this-week-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect((await download('csv?range=this_week&bom=false')).bytes.subarray(0, 4).toString()).toBe('kind');
    const lines = parse(bytes, { columns: true, bom: true }) as Record<string, string>[];
    const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text));
    const linesOf = (id: string, period: string) =>
      lines.filter((line) => line['id'] === id && line['period'] === period);
    const read_ = {
      metrics: metricIds.map((id) => {
        const [range, before] = [linesOf(id, 'range')[0]!, linesOf(id, 'before')[0]!];
        const { value, sample, median } = range;
        expect(range['definition']).toBe(metricCatalogue[id].definition.en);
        return {
          id,
          value: number(value),
          before: number(before['value']),
          sample: number(sample),
          median: number(median),
          series: linesOf(id, 'day').map((line) => number(line['value'])),
        };
      }),
      funnel: lines
        .filter(({ kind }) => kind === 'funnel')
        .map(({ id, value }) => ({ step: id, count: number(value) })),
    };
    expect(read_).toEqual(numbersOf(view));
    expect(new Set(lines.filter(({ kind }) => kind === 'metric').map(({ id }) => id))).toEqual(new Set(metricIds));
  });

  it('G-10 Excel has the numbers of the API as numbers, and dates as dates', async () => {
    const view = await read(site, 'this_week');
    const { status, bytes } = await download('xlsx?range=this_week&locale=de');
    expect(status).toBe(200);
    const sheets = await readExcelFile(bytes);
    const { sheets: names } = exportTexts.de;
    const rowsOf = (name: string) => sheets.find(({ sheet }) => sheet === name)!.data.slice(1);
    const unitOf = (index: number) => metricCatalogue[metricIds[index]!].unit;
    // A duration is a time of the day in a workbook.
    const back = (cell: unknown, index: number) => {
      if (cell === null) return null;
      if (unitOf(index) === 'duration') return ((cell as Date).getTime() - EXCEL_EPOCH) / 1000;
      expect(typeof cell).toBe('number');
      return cell as number;
    };
    const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 6));
    expect(
      rowsOf(names.numbers).map((row, index) => [
        row[0],
        back(row[1], index),
        back(row[2], index),
        row[3],
        back(row[4], index),
      ]),
    ).toEqual(
      view.metrics.map(({ id, value, before, sample, median }) => [
        metricCatalogue[id].label.de,
        close(value),
        close(before),
        sample,
        close(median),
      ]),
    );
    const series = rowsOf(names.series);
    expect(series.map(([from]) => from instanceof Date)).toEqual(view.buckets.map(() => true));
    expect(series.map((row) => row.slice(2).map(back))).toEqual(
      view.buckets.map((_, index) => view.metrics.map((metric) => close(metric.series[index] ?? null))),
    );
    expect(rowsOf(names.funnel).map(([, count]) => count)).toEqual(view.funnel.map(({ count }) => count));
  });

  it('G-10 PDF has the numbers of the API, in the name and colours of the site', async () => {
    const { body, headers } = logoForm();
    const logo = (await site.owner.put('/site/pictures/logo', body, headers)).body;
    const { revision, content } = (await site.owner.get('/site/draft')).body;
    const saved = await site.owner.put('/site/draft', { revision, content: { ...content, logo } });
    await site.owner.post('/site/publish', { revision: saved.body.revision });
    const view = await read(site, 'this_week');
    const { status, headers: answered, bytes } = await download('pdf?range=this_week&locale=de');
    expect([status, answered['content-type']]).toEqual([200, 'application/pdf']);
    const pdf = await getDocumentProxy(new Uint8Array(bytes));
    const { text } = await extractText(pdf, { mergePages: true });
    const flat = text.replaceAll(/\s+/g, ' ');
    expect(flat).toContain('numbers Statistik: Diese Woche');
    for (const { id, value } of view.metrics) {
      const { label, unit, definition } = metricCatalogue[id];
      expect(flat).toContain(`${label.de} ${formatMetric(value, unit, 'de').replaceAll(/\s+/g, ' ')}`);
      expect(flat).toContain(definition.de);
    }
    expect((await getMeta(pdf)).info['Title']).toBe('numbers – Statistik: Diese Woche');
    const page = await pdf.getPage(1);
    expect((await page.getOperatorList()).fnArray.length).toBeGreaterThan(50);
    expect(bytes.includes('/Subtype /Image')).toBe(true);
  });

  it('are for those who may export and have just proved who they are, and stand in the audit log', async () => {
    const reviewer = await site.member('Reviewer', ['reviewer']);
    expect((await reviewer.get('/analytics')).status).toBe(200);
    expect((await download('csv?range=today', reviewer.cookie())).status).toBe(403);
    const rep = await site.member('Seller', ['rep']);
    expect((await rep.get('/analytics')).status).toBe(403);
    await download('pdf?range=all_time');
    const { items } = (await site.owner.get('/audit?action=analytics.exported')).body;
    expect(items[0]).toMatchObject({
      target: { name: 'PDF' },
      after: JSON.stringify({ range: 'all_time', what: 'statistics' }),
    });
  });
});

describe('sales', () => {
  it('F-11 G-07 follow leads along the pipeline and their members, the same in the API and as CSV', async () => {
    const { modules } = bed;
    const evil = {
      name: '=HYPERLINK("x")',
      email: 'evil@numbers.example',
      password: 'a long password',
      roles: ['rep'],
    };
    await site.in(() => modules.members.service.add(evil as never));
    for (const name of ['one', 'two', 'three'])
      await bed.http.inject({
        method: 'POST',
        url: '/api/v1/registrations',
        headers: { host: site.host, origin: `http://${site.host}` },
        payload: { firstName: name, lastName: 'Lead', email: `${name}@sales.example` },
      });
    await bed.settle();
    const move = (leadId: string, stage: string, version: number) =>
      site.owner.post(`/leads/${leadId}/stage`, { stage, version });
    const listed = (await site.owner.get('/leads')).body.items as {
      id: string;
      version: number;
      assignee: { name: string } | null;
    }[];
    const [first, second] = listed.filter(({ assignee }) => assignee?.name === evil.name);
    await move(first!.id, 'qualified', first!.version);
    await move(first!.id, 'won', first!.version + 1);
    await move(second?.id ?? listed.find(({ id }) => id !== first!.id)!.id, 'lost', second?.version ?? 1);

    const view: SalesView = (await site.owner.get('/analytics/sales?range=this_month')).body;
    const all = listed.length;
    expect(view.pipelines[0]!.stages.map(({ stage, reached }) => [stage, reached])).toEqual([
      ['new', all],
      ['contacted', 1],
      ['qualified', 1],
      ['won', 1],
    ]);
    expect(view.pipelines[0]!.stages[0]).toMatchObject({ lost: 1, present: all - 2, sample: 2 });
    const rep = view.reps.find(({ name }) => name === evil.name)!;
    expect(rep).toMatchObject({ won: 1, conversion: 1 / rep.leads, waiting: rep.leads - rep.answered, noShow: null });
    expect(rep.answered).toBeGreaterThan(0);

    const { bytes } = await download('csv?range=this_month', site.cookie, '/sales');
    const lines = parse(bytes, { columns: true, bom: true }) as Record<string, string>[];
    const number = (text: string) => (text === '' ? null : Number(text));
    const columns = (id: string) =>
      Object.fromEntries(
        lines.filter((line) => line['id'] === id).map(({ column, value }) => [column, number(value!)]),
      );
    const pick = (row: object, names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, row[name as never]]));
    for (const stage of view.pipelines[0]!.stages) expect(columns(stage.stage)).toEqual(pick(stage, stageColumnNames));
    for (const member of view.reps) expect(columns(member.membershipId)).toEqual(pick(member, repColumnNames));
    // What a spreadsheet would run is text to it.
    expect(lines.find(({ id }) => id === rep.membershipId)!['name']).toBe(`'${evil.name}`);
    expect((await read(other, 'today')).funnel[1]!.count).toBe(1);
    expect(((await other.owner.get('/analytics/sales')).body as SalesView).pipelines[0]!.stages[0]!.reached).toBe(1);
  });
});

describe('400', () => {
  it('says what is wrong with a range, a calendar or a language', async () => {
    expect((await site.owner.get('/analytics?range=ever')).body.issues[0].pointer).toBe('/range');
    expect((await download('csv')).status).toBe(400);
    expect((await download('pdf?range=today&locale=xx')).status).toBe(400);
    const wrong = await site.owner.put('/analytics/calendar', { timeZone: 'Mars/Base', weekStart: 'friday' });
    expect(wrong.body.issues.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/timeZone', '/weekStart']);
  });
});
