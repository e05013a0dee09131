import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportId, ImportView } from '@stageline/contracts';
import { eventually } from '@stageline/testing';
import { parse } from 'csv-parse/sync';
import { createImportsRepository } from './imports.repository.ts';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { csvForm, importPlan } from '../../testing/isolation-imports.ts';

let bed: ApiBed;
let site: Site;
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('filers');
});

/** A multipart body of these bytes. */
function formOf(bytes: Buffer) {
  const { body, headers } = csvForm('\0');
  const at = body.indexOf(0);
  return { body: Buffer.concat([body.subarray(0, at), bytes, body.subarray(at + 1)]), headers };
}
async function upload(content: string | Buffer, as = site.owner) {
  const { body, headers } = formOf(Buffer.from(content));
  return as.post('/leads/imports', body, headers);
}
const get = async (id: string): Promise<ImportView> => (await site.owner.get(`/leads/imports/${id}`)).body;
const reach = (id: string, state: string) =>
  eventually(async () => {
    const view = await get(id);
    return view.state === state && view;
  });
async function check(content: string | Buffer, plan: object = {}): Promise<ImportView> {
  const { id } = (await upload(content)).body as ImportView;
  const answer = await site.owner.post(`/leads/imports/${id}/check`, importPlan(plan));
  expect([answer.status, answer.body]).toEqual([202, expect.anything()]);
  return reach(id, 'checked');
}
async function run(id: string): Promise<ImportView> {
  expect((await site.owner.post(`/leads/imports/${id}/run`)).status).toBe(202);
  return reach(id, 'done');
}
async function resultOf(id: string, query = ''): Promise<string[][]> {
  const url = `/api/v1/leads/imports/${id}/result.csv${query}`;
  const { body } = await bed.http.inject({ url, headers: { host: site.host, cookie: site.cookie } });
  return parse(body, { bom: true, relax_column_count: true }) as string[][];
}
const leads = async () => (await site.owner.get('/leads?limit=100')).body.items;
const found = async (q: string): Promise<string[]> =>
  (await site.owner.get(`/leads?q=${encodeURIComponent(q)}`)).body.items.map(({ person }: any) => person.firstName);
const leadOf = async (email: string) =>
  (await leads()).find(({ person }: { person: { email: string } }) => person.email === email);
const counts = ({ rows, created, changed, unchanged, wrong }: NonNullable<ImportView['check']>) => [
  rows,
  created,
  changed,
  unchanged,
  wrong,
];

describe('the rules of a stage', () => {
  it('F-01 hold for an import: who lacks what it asks for is left out, and what no file can say is refused', async () => {
    const stage = (name: string, entry: string[]) => ({ name, kind: 'open', entry });
    const stages = [
      stage('Called', ['phone', 'company']),
      stage('Owned', ['assignee', 'reason']),
      stage('Attended', ['attended']),
      { name: 'Sold', kind: 'won' },
    ];
    const made = (await site.owner.post('/pipelines', { name: 'Strict', stages })).body;
    const [called, owned, attended] = made.stages.map(({ id }: { id: string }) => id);
    const text =
      'Name,Email,Phone,Company\nA One,a1@strict.example,+15552345678,Acme\nB Two,b2@strict.example,+15552345679,\nC Three,c3@strict.example,,Acme\n';
    const mapping = ['name', 'email', 'phone', 'company'];
    const { id, check: counted, faults } = await check(text, { mapping, pipelineId: made.id, stage: called });
    expect(counts(counted!)).toEqual([3, 1, 0, 0, 2]);
    expect(faults.map(({ fault }) => fault)).toEqual(['stage-needs-company', 'stage-needs-phone']);
    expect(counts((await run(id)).written)).toEqual([3, 1, 0, 0, 2]);
    expect(await leadOf('a1@strict.example')).toMatchObject({ pipelineId: made.id, stage: called });

    const refused = async (wanted: string) => {
      const uploaded = (await upload(text)).body as ImportView;
      const plan = importPlan({ mapping, pipelineId: made.id, stage: wanted });
      const { body } = await site.owner.post(`/leads/imports/${uploaded.id}/check`, plan);
      return body.issues.map(({ pointer }: { pointer: string }) => pointer);
    };
    expect(await refused(owned)).toEqual(['/assignee']);
    expect(await refused(attended)).toEqual(['/stage']);
  });
});

describe('an import of leads', () => {
  const file = [
    'Name;E-Mail-Adresse;Telefon;Firma',
    'Jürgen Groß;juergen@files.example;+49 170 1234567;"Groß; Söhne"',
    'Ana de la Cruz;ANA@files.example;;',
    ';nobody@files.example;;',
    'Bo Bad;no address;;',
    '"Cy Broken;cy@files.example;;',
    'Ana Again;ana@files.example;;',
    'Di Phone;di@files.example;12;',
  ].join('\r\n');
  const plan = { mapping: ['name', 'email', 'phone', 'company'], stage: 'contacted' };

  it('F-05 the dry run counts and names what is wrong, and writes nothing', async () => {
    const before = await leads();
    const uploaded = (await upload(Buffer.from(file, 'latin1'))).body as ImportView;
    expect(uploaded).toMatchObject({
      encoding: 'windows-1252',
      delimiter: ';',
      suggestion: { mapping: ['name', 'email', 'phone', 'company'], key: 'email', remembered: false },
    });
    const checked = await check(Buffer.from(file, 'latin1'), plan);
    expect(counts(checked.check!)).toEqual([7, 2, 0, 0, 5]);
    expect(checked.faults).toEqual([
      { line: 4, fault: 'name-missing', firstLine: null },
      { line: 5, fault: 'email-invalid', firstLine: null },
      { line: 6, fault: 'broken-quote', firstLine: null },
      { line: 7, fault: 'twice-in-file', firstLine: 3 },
      { line: 8, fault: 'phone-invalid', firstLine: null },
    ]);
    expect(await leads()).toEqual(before);
  });

  it('F-05 writes leads where the plan says, without mail and without a place; the same file again is no change', async () => {
    const mails = async () => (await bed.modules.mail.service.listKept({ limit: 100 } as never)).items.length;
    const before = await mails();
    const { id } = await check(Buffer.from(file, 'latin1'), { ...plan, assignee: site.memberId });
    const done = await run(id);
    expect(counts(done.written)).toEqual([7, 2, 0, 0, 5]);
    const lead = await leadOf('juergen@files.example');
    expect(lead).toMatchObject({
      stage: 'contacted',
      outcome: 'open',
      assignee: { membershipId: site.memberId },
      person: { firstName: 'Jürgen', lastName: 'Groß', phone: '+491701234567', company: 'Groß; Söhne' },
    });
    const { history } = (await site.owner.get(`/leads/${lead.id}`)).body;
    expect(history).toMatchObject([{ stage: 'contacted', cause: 'import', actorName: 'Owner filers' }]);
    expect(await leadOf('ana@files.example')).toMatchObject({ person: { firstName: 'Ana de la', lastName: 'Cruz' } });
    const stored = await site.in(() => bed.modules.leads.service.findRegistered(lead.id));
    expect(stored).toMatchObject({ linePosition: null, sessionId: null });
    await bed.settle();
    expect(await mails()).toBe(before);

    const again = await check(Buffer.from(file, 'latin1'), plan);
    expect(counts(again.check!)).toEqual([7, 0, 0, 2, 5]);
    const rerun = await run(again.id);
    expect(counts(rerun.written)).toEqual([7, 0, 0, 2, 5]);
    expect(await leadOf('juergen@files.example')).toEqual(lead);
  });

  it('F-05 the next file with these columns is read in the same way, and the result tells every row', async () => {
    const columns = 'First,Contact,Ref\n';
    const mapping = { mapping: ['firstName', 'email', 'externalId'], key: 'externalId' };
    const { id } = await check(`${columns}Eve,eve@files.example,A-1\n=Fay,fay@files.example,\n`, mapping);
    await run(id);
    const next = (await upload(`"first";CONTACT;ref\n`)).body as ImportView;
    expect(next.suggestion).toEqual({ ...mapping, remembered: true });
    expect(await resultOf(id)).toEqual([
      ['Line', 'Result', 'Reason', 'First', 'Contact', 'Ref'],
      ['2', 'new', '', 'Eve', 'eve@files.example', 'A-1'],
      ['3', 'wrong', 'What the row is known by is missing', "'=Fay", 'fay@files.example', ''],
    ]);
    expect((await resultOf(id, '?locale=de'))[2]![1]).toBe('fehlerhaft');
  });

  it('F-05 knows people by the key that was chosen; an empty cell takes nothing away', async () => {
    const byRef = { mapping: ['externalId', 'email', 'firstName', 'company'], key: 'externalId' };
    const { id, check: first } = await check(
      `r,e,f,c\nA-1,eve.new@files.example,,Acme\nA-2,juergen@files.example,x,\n`,
      byRef,
    );
    expect(counts(first!)).toEqual([2, 0, 1, 0, 1]);
    await run(id);
    expect((await resultOf(id))[2]![2]).toBe('The e-mail address belongs to somebody else');
    // F-04: whoever is known keeps the address that we write to; the one of the file comes behind it.
    expect(await leadOf('eve@files.example')).toMatchObject({ person: { firstName: 'Eve', company: 'Acme' } });
    expect(await found('eve.new@')).toEqual(['Eve']);
    const byPhone = { mapping: ['phone', 'lastName'], key: 'phone' };
    const phoned = await check(`p,l\n+49 (170) 123-45-67,Gross\n+49 170 7654321,Nobody\n`, byPhone);
    expect(counts(phoned.check!)).toEqual([2, 0, 1, 0, 1]);
    await run(phoned.id);
    expect((await leadOf('juergen@files.example')).person.lastName).toBe('Gross');
  });

  it('F-04 F-05 knows people by any of their addresses, and two rows about one person both count', async () => {
    const columns = { mapping: ['email', 'company', 'phone'] };
    const { id, check: dry } = await check(
      'e,c,p\neve.new@files.example,Norte,\neve@files.example,,+49 30 901820\n',
      columns,
    );
    expect(counts(dry!)).toEqual([2, 0, 2, 0, 0]);
    expect(counts((await run(id)).written)).toEqual([2, 0, 2, 0, 0]);
    expect((await leadOf('eve@files.example')).person).toMatchObject({ company: 'Norte', phone: '+4930901820' });
  });

  it('F-04 F-05 takes a second address and number, tells what people gain, and takes nothing away', async () => {
    const two = { mapping: ['firstName', 'email', 'email2', 'phone', 'phone2'] };
    const rows =
      'f,e,e2,p,p2\nZed,zed@two.example,ZED@work.example,,+49 30 901821\nEve,,eve@files.example,,+49 30 901822\n' +
      'Both,zed3@two.example,eve@files.example,,\nBad,bad@two.example,bad,,\n';
    const { id, check: dry, gains } = await check(rows, two);
    expect([counts(dry!), gains]).toEqual([[4, 1, 1, 0, 2], { emails: 0, phones: 1 }]);
    await run(id);
    expect((await resultOf(id)).slice(3).map(([, , reason]) => reason)).toEqual([
      'The same as line 3',
      'The e-mail address cannot be one',
    ]);
    expect((await leadOf('zed@two.example')).person).toMatchObject({
      otherEmails: ['zed@work.example'],
      phone: '+4930901821',
    });
    const eve = (await leadOf('eve@files.example')).person;
    expect(eve).toMatchObject({ otherEmails: ['eve.new@files.example'], phone: '+4930901820' });
    expect(eve.otherPhones).toContain('+4930901822');
  });

  it('F-05 a chunk is written once, however often and however broken off it runs; a cancelled import stays where it is', async () => {
    const rows = Array.from({ length: 1100 }, (_, index) => `Row ${index},row${index}@bulk.example`);
    // Given to somebody: what waits would be dealt out whenever a member comes.
    const { id } = await check(['Name,Email', ...rows].join('\n'), { assignee: site.memberId });
    const { writer } = bed.modules.imports;
    const write = (chunk: number) => site.in(() => writer.write(id as ImportId, chunk));
    // No job is under way: the state alone, as a worker finds it that died before it began.
    await site.in(() => createImportsRepository().change(id, ['checked'], { state: 'running' }));
    await Promise.allSettled([write(0), write(0), write(0)]);
    await write(0);
    expect(counts((await get(id)).written)).toEqual([500, 500, 0, 0, 0]);
    await write(2);
    await site.owner.post(`/leads/imports/${id}/cancel`);
    await write(1);
    expect(counts((await get(id)).written)).toEqual([600, 600, 0, 0, 0]);
    expect((await site.owner.post(`/leads/imports/${id}/run`)).body.code).toBe('illegal-transition');
    const told = await resultOf(id);
    expect([told[1]![1], told[501]![1], told[1001]![1]]).toEqual(['new', 'not imported', 'new']);
    // The rest comes with the same file: nothing is doubled.
    const again = await check(['Name,Email', ...rows].join('\n'));
    expect(counts(again.check!)).toEqual([1100, 500, 0, 600, 0]);
  });

  it('F-05 refuses what is no table, too large, or wrongly planned, in plain words', async () => {
    expect((await upload('PK\x03\x04workbook')).status).toBe(415);
    expect((await upload('')).body.issues[0].message).toBe('This file has no rows.');
    expect((await upload(Buffer.alloc(50 * 1024 * 1024 + 1, 'a'))).status).toBe(413);
    const { id } = (await upload('Name,Email\nA,a@files.example\n')).body;
    const wrong = (body: object) => site.owner.post(`/leads/imports/${id}/check`, importPlan(body));
    const pointers = async (body: object) =>
      (await wrong(body)).body.issues.map(({ pointer }: { pointer: string }) => pointer);
    expect(await pointers({ mapping: ['email', 'email'] })).toEqual(['/mapping']);
    expect(await pointers({ mapping: ['name', null] })).toEqual(['/key']);
    expect(await pointers({ stage: 'qualified', pipelineId: 'pip_01jd5x8v1ye1ta8v2s3q4w5e6r' })).toEqual(['/stage']);
    expect(await pointers({ assignee: 'mem_01jd5x8v1ye1ta8v2s3q4w5e6r' })).toEqual(['/assignee']);
    await site.member('Editor', ['editor']);
    const { items } = (await site.owner.get('/members')).body as { items: { id: string; name: string }[] };
    const editor = items.find(({ name }) => name.startsWith('Editor'))!.id;
    expect(await pointers({ assignee: editor })).toEqual(['/assignee']);
    expect((await site.owner.post(`/leads/imports/${id}/run`)).status).toBe(409);
  });

  it('keeps nothing of a file that was discarded, and the files of a month', async () => {
    const { id } = (await upload('Name,Email\nA,a@files.example\n')).body as ImportView;
    const stored = () => readdir(path.join(bed.config.STATE_DIR, 'storage/tenants', site.tenantId, 'imports'));
    expect(await stored()).toContain(id);
    await site.owner.post(`/leads/imports/${id}/cancel`);
    expect(await stored()).not.toContain(id);
    expect((await site.owner.get(`/leads/imports/${id}/result.csv`)).body.code).toBe('illegal-transition');

    const old = (await upload('Name,Email\nA,a@files.example\n')).body as ImportView;
    const longAgo = new Date(Date.now() - 31 * 24 * 60 * 60_000);
    await site.in(() => createImportsRepository().change(old.id, ['uploaded'], { createdAt: longAgo }));
    await upload('Name,Email\n');
    expect((await site.owner.get(`/leads/imports/${old.id}`)).status).toBe(404);
    expect(await stored()).not.toContain(old.id);
  });

  it('F-05 only who may import does, and the audit log tells what was', async () => {
    const rep = await site.member('Reppie', ['rep']);
    expect((await upload('Name,Email\n', rep)).status).toBe(403);
    const { items } = (await site.owner.get('/audit?limit=100')).body as { items: { action: string }[] };
    const actions = new Set(items.map(({ action }) => action));
    for (const action of ['leads.import-checked', 'leads.import-started', 'leads.imported', 'leads.import-cancelled'])
      expect(actions).toContain(action);
  });
});
