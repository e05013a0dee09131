import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';

let bed: ApiBed;
let site: Site;
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('takers');
  for (const [firstName, company] of [
    ['=Bad', 'A, "B"'],
    ['Zoë', '<x>&'],
  ]) {
    const form = { firstName, lastName: 'Doe', email: `${company!.length}@takers.example`, company };
    await site.in(() => bed.modules.registrations.service.register(form as never, { source: 'api' }));
  }
  await bed.settle();
  const contacts = `/leads/${site.leadId}/contacts`;
  const { lastChange: _last, ...known } = (await site.owner.get(contacts)).body;
  const emails = [site.person.email, 'two@x.example', 'three@x.example', 'four@x.example'];
  await site.owner.put(contacts, { ...known, emails });
});

async function download(file: string, cookie = site.cookie) {
  const url = `/api/v1/leads/export.${file}`;
  const { statusCode, headers, rawPayload } = await bed.http.inject({ url, headers: { host: site.host, cookie } });
  return { status: statusCode, headers, bytes: rawPayload };
}

describe('an export of leads', () => {
  it('F-05 holds what the list shows, marked as UTF-8 and without a formula, and is in the audit log', async () => {
    const { headers, bytes } = await download('csv');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="leads-\d{4}-\d\d-\d\d\.csv"$/);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const [head, ...rows] = parse(bytes, { bom: true }) as string[][];
    expect(head!.slice(0, 6)).toEqual(['First name', 'Last name', 'E-mail', 'Phone', 'Company', 'Pipeline']);
    const { items } = (await site.owner.get('/leads')).body;
    expect(rows.map((row) => row[11])).toEqual(items.map(({ id }: { id: string }) => id));
    expect(rows.map(([first]) => first)).toEqual(['Zoë', "'=Bad", 'Person-takers']);
    expect(rows[1]![4]).toBe('A, "B"');
    // F-04: everything else that they are reached by, at the end.
    expect(head!.slice(-5)).toEqual(['Lead', 'E-mail 2', 'Phone 2', 'Further e-mails', 'Further phones']);
    expect(rows[2]!.slice(12)).toEqual(['two@x.example', '', 'three@x.example; four@x.example', '']);
    const { items: entries } = (await site.owner.get('/audit')).body;
    expect(entries.some(({ action }: { action: string }) => action === 'leads.exported')).toBe(true);
  });

  it('F-05 the workbook says the same: texts as texts, numbers as numbers, dates as dates', async () => {
    const [csv, xlsx] = [await download('csv?locale=de&bom=false'), await download('xlsx?locale=de')];
    const [book] = await readExcelFile(xlsx.bytes);
    const [head, ...rows] = book!.data;
    const lines = parse(csv.bytes) as string[][];
    expect(book!.sheet).toBe('Kontakte');
    expect(head).toEqual(lines[0]);
    // A date is a fraction of days, which no binary number holds exactly: to the second, as a workbook shows it.
    const toTheSecond = (time: Date) => new Date(Math.round(time.getTime() / 1000) * 1000).toISOString();
    const plain = rows.map((row) =>
      row.map((cell: unknown) =>
        cell instanceof Date ? toTheSecond(cell).slice(0, 16).replace('T', ' ') : String(cell ?? ''),
      ),
    );
    const undefused = lines.slice(1).map((line) => line.map((cell) => (cell === "'=Bad" ? '=Bad' : cell)));
    expect(plain).toEqual(undefused);
    expect(rows[0]![8]).toBe(0);
  });

  it('F-08 holds the leads of the caller only, and follows the filter of the list', async () => {
    const count = async (file: string, cookie?: string) =>
      (parse((await download(file, cookie)).bytes, { bom: true }) as string[][]).length - 1;
    expect(await count('csv?stage=new')).toBe(3);
    expect(await count('csv?stage=won')).toBe(0);
    await site.owner.post('/roles', { name: 'Taker', permissions: ['leads.read', 'exports.create'] });
    const { items } = (await site.owner.get('/roles')).body;
    const role = items.find(({ name }: { name: string }) => name === 'Taker').id;
    const taker = await site.member('Ownlist', [role]);
    expect(await count('csv', taker.cookie())).toBe(0);
    expect((await download('csv', (await site.member('Norole', ['rep'])).cookie())).status).toBe(403);
    expect((await download('csv?stage=nonsense')).status).toBe(400);
  });
});
