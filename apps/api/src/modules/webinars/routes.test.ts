import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WebinarFileView, WebinarView } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { csvForm } from '../../testing/isolation-imports.ts';

let bed: ApiBed;
let site: Site;
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('webinars');
});

function formOf(bytes: Buffer) {
  const { body, headers } = csvForm('\0');
  const at = body.indexOf(0);
  return { body: Buffer.concat([body.subarray(0, at), bytes, body.subarray(at + 1)]), headers };
}
let keys = 0;
async function create(more: object = {}): Promise<WebinarView> {
  keys += 1;
  const details = { title: 'Autumn masterclass', timeZone: 'Europe/Berlin', ...more };
  const answer = await site.owner.post('/webinars/create', details, {
    'idempotency-key': `webinar-key-${keys}-0000000`,
  });
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}
const get = async (id: string): Promise<WebinarView> => (await site.owner.get(`/webinars/${id}`)).body;
async function upload(id: string, content: string | Buffer): Promise<WebinarFileView> {
  const { body, headers } = formOf(Buffer.from(content));
  const answer = await site.owner.post(`/webinars/${id}/files`, body, headers);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}
async function read(id: string, { id: fileId, inspection }: WebinarFileView, more: object = {}): Promise<WebinarView> {
  const answer = await site.owner.post(`/webinars/${id}/files/${fileId}/read`, { ...inspection.plan, ...more });
  expect([answer.status, answer.body]).toEqual([202, expect.anything()]);
  return settled(id);
}
const settled = (id: string) =>
  eventually(
    async () => {
      const view = await get(id);
      return (
        !['reading', 'scoring'].includes(view.state) && view.files.every(({ state }) => state !== 'reading') && view
      );
    },
    { timeoutMs: 20_000 },
  );
const people = async (id: string, query = '') =>
  (await site.owner.get(`/webinars/${id}/attendees?limit=100${query}`)).body.items;

const ATTENDANCE = [
  'Name,Email,Attended,Attendance %,Focus %,Attendance Minutes,Join Time,Exit Time,Location',
  'Ana Sample,ana@example.com,Yes,90%,80%,54,2026-10-01 18:00:00,2026-10-01 18:54:00,Vienna',
  'Ben Sample,ben@example.com,Yes,50%,,30,2026-10-01 18:10:00,2026-10-01 18:40:00,',
  'Cy Sample,cy@example.com,No,,,,,,',
  ',,Yes,10%,,,,,',
].join('\n');
const CHAT = [
  'Timestamp,Name,Email,Message,Is Question',
  '2026-10-01 18:12:00,Ana Sample,ana@example.com,How much is it,yes',
  '2026-10-01 18:13:00,Ben Sample,,Hello,no',
  '2026-10-01 18:14:00,Somebody Else,,Hi all,no',
].join('\n');

describe('a webinar that was held elsewhere', () => {
  it('K-01 K-05 K-07 its attendance and its chat become people with scores', async () => {
    const { id } = await create({ heldAt: '2026-10-01T16:00:00Z', durationMinutes: 60 });
    const file = await upload(id, ATTENDANCE);
    expect(file.inspection.plan).toMatchObject({ kind: 'attendance', platform: 'plain' });
    const view = await read(id, file);
    expect(view.files[0]!.report).toMatchObject({ rows: 4, kept: 3, repaired: 0, skipped: 1, persons: 3 });
    expect(view.counts).toMatchObject({ people: 3, attended: 2 });
    const before = await people(id);
    expect(before.map(({ name, tier }: any) => [name, tier])).toEqual([
      ['Ana Sample', 'hot'],
      ['Ben Sample', 'warm'],
      ['Cy Sample', 'no-show'],
    ]);

    const after = await read(id, await upload(id, CHAT));
    expect(after.counts).toMatchObject({ messages: 3, questions: 1, unmatched: 1 });
    const listed = await people(id);
    expect(listed.map(({ name, messages, questions }: any) => [name, messages, questions])).toEqual([
      ['Ana Sample', 1, 1],
      ['Ben Sample', 1, 0],
      ['Cy Sample', 0, 0],
    ]);
    expect(listed.map(({ id: each }: any) => each).sort()).toEqual(before.map(({ id: each }: any) => each).sort());
    const { body: ana } = await site.owner.get(`/webinars/${id}/attendees/${listed[0].id}`);
    expect(ana.said).toMatchObject([{ text: 'How much is it', isQuestion: true }]);
    expect(ana.presence).toEqual([
      { joinedAt: '2026-10-01T16:00:00.000Z', leftAt: '2026-10-01T16:54:00.000Z', kind: 'live' },
    ]);
    const { body: dashboard } = await site.owner.get(`/webinars/${id}/dashboard`);
    expect(dashboard.tiers).toMatchObject({ 'no-show': 1 });
    expect(dashboard.retention.present.slice(0, 11)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
    expect(dashboard.questions).toMatchObject([{ text: 'How much is it' }]);
  });
});

describe('the report of a file', () => {
  it('K-04 says of every row what became of it, and no cell of it is a formula', async () => {
    const { id } = await create({ durationMinutes: 60 });
    const rows = [
      'Name,Email,Attended,Attendance %',
      'Ana Sample,ana@example.com,Yes,50%',
      '"=HYPERLINK(""https://evil.example"")",ben@example.com,Yes,150%',
      ',,Yes,10%',
      '@SUM(A1),no address,Yes,20%',
    ];
    const file = await upload(id, rows.join('\n'));
    const path = `/webinars/${id}/files/${file.id}/report.csv`;
    expect((await site.owner.get(path)).status).toBe(409);
    const { report } = (await read(id, file)).files[0]!;
    expect(report).toMatchObject({ rows: 4, kept: 1, repaired: 2, skipped: 1, persons: 3 });
    expect(report!.kept + report!.repaired + report!.skipped).toBe(report!.rows);
    const answer = await site.owner.get(path);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const text = String(answer.body);
    expect(text.startsWith('\ufeffLine,Result,Reason,Row\r\n')).toBe(true);
    const lines = text.trim().split('\r\n').slice(1);
    expect(lines.map((line) => line.slice(0, line.indexOf(',', 2)))).toEqual([
      '3,repaired',
      '4,left out',
      '5,repaired',
      expect.stringMatching(/^,/),
    ]);
    expect(lines.at(-1)).toContain('4 rows: 1 as they are, 2 repaired, 1 left out');
    expect(text).toContain(`'=HYPERLINK`);
    expect(text).toContain(`'@SUM(A1)`);
    expect(text).not.toMatch(/(^|[,\n"])[=@]/);
    const german = String((await site.owner.get(`${path}?locale=de&bom=false`)).body);
    expect(german.startsWith('Zeile,Ergebnis,Grund,Inhalt')).toBe(true);
  });
});

describe('the same file, and another one', () => {
  it('K-06 the same file again is no other one, and a corrected one changes people and repeats nobody', async () => {
    const { id } = await create({ durationMinutes: 60 });
    const first = await upload(id, ATTENDANCE);
    await read(id, first);
    const before = await people(id);
    expect((await upload(id, ATTENDANCE)).id).toBe(first.id);
    expect((await get(id)).files).toHaveLength(1);

    const corrected = await upload(id, ATTENDANCE.replace('50%', '95%').replace('30,', '57,'));
    expect(corrected.inspection.remembered).toBe(true);
    await read(id, corrected);
    const after = await people(id);
    expect(after.map(({ id: each }: any) => each).sort()).toEqual(before.map(({ id: each }: any) => each).sort());
    expect(after.find(({ name }: any) => name === 'Ben Sample').score).toBeGreaterThan(
      before.find(({ name }: any) => name === 'Ben Sample').score,
    );
    // Taken back, what only it has said is gone, and what the first has said holds again.
    expect((await site.owner.delete(`/webinars/${id}/files/${corrected.id}`)).status).toBe(204);
    await settled(id);
    expect(await people(id)).toEqual(before);
    await site.owner.delete(`/webinars/${id}/files/${first.id}`);
    await settled(id);
    expect(await people(id)).toEqual([]);
  });

  it('K-01 a chat without attendance is read, a swapped file says so, and what is no text is refused', async () => {
    const { id } = await create();
    const view = await read(id, await upload(id, CHAT));
    expect(view.counts).toMatchObject({ people: 0, messages: 3, unmatched: 3 });
    const file = await upload(id, ATTENDANCE);
    const asked = await site.owner.post(`/webinars/${id}/files/${file.id}/inspect`, { kind: 'chat' });
    expect(asked.body.inspection.warnings).toContain('other-kind');
    const refused = async (bytes: Buffer) => {
      const { body, headers } = formOf(bytes);
      const answer = await site.owner.post(`/webinars/${id}/files`, body, headers);
      return [answer.status, answer.body.detail];
    };
    const noText = [415, expect.stringMatching(/^This is no text/)];
    expect(await refused(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]))).toEqual(noText);
    const locked = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
    expect(await refused(locked)).toEqual([415, expect.stringMatching(/has a password/)]);
    const damaged = [415, expect.stringMatching(/is damaged/)];
    expect(await refused(Buffer.from('PK\x03\x04 and nothing else'))).toEqual(damaged);
    expect(await refused(Buffer.from('\n\n'))).toEqual([400, undefined]);
    expect((await get(id)).files).toHaveLength(2);
  });

  it('K-05 who was not found is matched by hand, and given back', async () => {
    const { id } = await create({ durationMinutes: 60 });
    await read(id, await upload(id, ATTENDANCE));
    await read(id, await upload(id, CHAT.replace('Somebody Else', 'Cy S')));
    const { items } = (await site.owner.get(`/webinars/${id}/unmatched`)).body;
    const cy = (await people(id)).find(({ name }: any) => name === 'Cy Sample');
    expect(items).toMatchObject([{ sender: 'Cy S', messages: 1, candidates: [{ attendeeId: cy.id }] }]);
    const match = (attendeeId: string | null) =>
      site.owner.post(`/webinars/${id}/matches`, { sender: 'Cy S', attendeeId });
    expect((await match(cy.id)).body).toEqual({ moved: 1 });
    expect((await settled(id)).counts.unmatched).toBe(0);
    expect((await people(id)).find(({ id: each }: any) => each === cy.id).messages).toBe(1);
    expect((await match(null)).body).toEqual({ moved: 1 });
    expect((await settled(id)).counts.unmatched).toBe(1);
  });

  it('K-07 changed limits settle every score anew, and nobody is asked what has not happened', async () => {
    const { id } = await create({ durationMinutes: 60 });
    await read(id, await upload(id, ATTENDANCE));
    const { body: scoring } = await site.owner.get('/webinar-scoring');
    await site.owner.put('/webinar-scoring', { ...scoring, cutOffs: { hot: 99, warm: 98, cool: 97 } });
    const cold = await eventually(async () => {
      const view = await get(id);
      return view.state === 'ready' && view.counts.tiers.cold === 2 && view;
    });
    expect(cold.counts.tiers).toMatchObject({ hot: 0, 'no-show': 1 });
    await site.owner.put('/webinar-scoring', scoring);
    expect((await site.owner.get('/webinar-scoring/proposal')).body).toMatchObject({ areas: null, weights: null });
    expect((await site.owner.post('/webinars/own', { sessionId: site.sessionId })).status).toBe(409);
  });
});

describe('a masterclass of this site', () => {
  const startedAt = new Date('2026-10-01T16:00:00Z');
  const after = (minutes: number) => new Date(startedAt.getTime() + minutes * 60_000);

  it('K-13 becomes one webinar when it ends, and is scored by the same engine as a file that says the same', async () => {
    const { sessionId } = site;
    const models = mongoose.models;
    const personId: string = await site.in(async () => (await models['Lead']!.findOne({ _id: site.leadId })).personId);
    await site.in(async () => {
      await models['Session']!.updateOne({ _id: sessionId }, { $set: { status: 'live', startedAt } });
      const visit = { sessionId, identity: personId, role: 'attendee', nodeId: 'node', lastSeenAt: after(45) };
      await models['Attendance']!.create([
        // In the lobby already; and in two tabs at once.
        { ...visit, _id: newId('att'), connectionId: 'c1', joinedAt: after(-10), leftAt: after(30) },
        { ...visit, _id: newId('att'), connectionId: 'c2', joinedAt: after(20), leftAt: after(45) },
      ]);
      const said = { sessionId, identity: personId, authorName: site.person.firstName };
      await models['ChatMessage']!.create([
        {
          ...{ ...said, _id: newId('msg'), sequence: 1, clientId: 'm1', fromHost: false, text: 'Hello' },
          sentAt: after(5),
        },
      ]);
      await models['ChatQuestion']!.create([
        {
          ...{ ...said, _id: newId('qst'), clientId: 'q1', text: 'Does it work for two', askedAt: after(10) },
          ...{ votes: 0, revision: 1 },
        },
      ]);
    });
    expect((await site.owner.post('/webinars/own', { sessionId })).status).toBe(409);
    await site.in(async () =>
      models['Session']!.updateOne({ _id: sessionId }, { $set: { status: 'ended', endedAt: after(60) } }),
    );
    const ended = bed.modules.webinars.subscribers!.find(({ id }) => id === 'webinars.own-room')!;
    const tell = () =>
      site.in(() => ended.handle({ sessionId, at: after(60).toISOString() }, { tenantId: site.tenantId } as never));
    await tell();
    const own = await eventually(async () => {
      const { items } = (await site.owner.get('/webinars')).body;
      return items.find((each: WebinarView) => each.sessionId === sessionId && each.state === 'ready');
    });
    expect(own).toMatchObject({ source: 'own', lasted: 60, counts: { people: 1, attended: 1 } });
    const before = await people(own.id);
    // Told again, and asked for by hand: the same one, with the same people and nothing twice.
    const timesSettled = async (): Promise<number> =>
      site.in(async () => (await models['Webinar']!.findOne({ _id: own.id })).settled);
    const first = await timesSettled();
    await tell();
    await eventually(async () => (await timesSettled()) > first);
    const asked = await site.owner.post('/webinars/own', { sessionId });
    expect([asked.status, asked.body.id]).toEqual([201, own.id]);
    const again = await settled(own.id);
    expect(again.counts).toEqual(own.counts);
    expect(await people(own.id)).toEqual(before);
    const all = (await site.owner.get('/webinars?limit=100')).body.items;
    expect(all.filter((each: WebinarView) => each.sessionId === sessionId)).toHaveLength(1);

    const name = `${site.person.firstName} ${site.person.lastName}`;
    const { id } = await create({ heldAt: startedAt.toISOString(), durationMinutes: 60, timeZone: 'UTC' });
    const rows = [
      'Name,Email,Attended,Join Time,Exit Time',
      `${name},${site.person.email},Yes,2026-10-01 16:00:00,2026-10-01 16:30:00`,
      `${name},${site.person.email},Yes,2026-10-01 16:20:00,2026-10-01 16:45:00`,
    ];
    await read(id, await upload(id, rows.join('\n')));
    const chat = [
      'Timestamp,Name,Email,Message,Is Question',
      `2026-10-01 16:05:00,${name},${site.person.email},Hello,no`,
      `2026-10-01 16:10:00,${name},${site.person.email},Does it work for two,yes`,
    ];
    await read(id, await upload(id, chat.join('\n')));
    const scored = async (webinarId: string) => {
      const [{ id: attendeeId }] = await people(webinarId);
      const { body } = await site.owner.get(`/webinars/${webinarId}/attendees/${attendeeId}`);
      const { email, minutes, messages, questions, score, tier, confidence, breakdown, lead } = body;
      return { email, minutes, messages, questions, score, tier, confidence, breakdown, lead };
    };
    const native = await scored(own.id);
    expect(native).toMatchObject({ minutes: 45, messages: 2, questions: 1, email: site.person.email });
    expect(native.lead).toMatchObject({ id: site.leadId });
    expect(await scored(id)).toEqual(native);
  });
});

describe('whoever sees no contact data', () => {
  it('L-04 K-11 reads webinars without addresses, numbers and cells of files, and finds nobody by an address', async () => {
    const { id } = await create({ durationMinutes: 60 });
    const lines = [
      'Name,Email,Attended,Attendance %,Extra number,Second inbox,Wish',
      'Ana Sample,ana@hidden.example,Yes,95%,+49 170 1234567,ana.two@hidden.example,Talk on 2026-10-02',
      'ben@hidden.example,ben@hidden.example,Yes,90%,,,',
      ',,Yes,10%,,,',
    ];
    await read(id, await upload(id, lines.join('\n')));
    await read(
      id,
      await upload(id, 'Name,Message\nAna Sample,Write to ana@hidden.example?\ncy@hidden.example,Hello\n'),
    );
    const reviewer = await site.member('Reviewer', ['reviewer']);
    const all = async (as: Site['owner'], attendeeId: string) => {
      const paths = ['', '/attendees', `/attendees/${attendeeId}`, '/dashboard', '/unmatched'];
      const answers = await Promise.all(paths.map((path) => as.get(`/webinars/${id}${path}`)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      return answers.map(({ body }) => body);
    };
    const ana = (await people(id)).find(({ name }: any) => name === 'Ana Sample');
    const [view, list, one, dashboard, unmatched] = await all(reviewer, ana.id);
    expect(JSON.stringify([view, list, one, dashboard, unmatched])).not.toMatch(/hidden\.example|1234567/);
    expect(list.items.map(({ name, email }: any) => [name, email])).toEqual([
      ['Ana Sample', null],
      ['…', null],
    ]);
    expect(one.custom).toEqual([{ name: 'Wish', value: 'Talk on 2026-10-02' }]);
    expect(dashboard.priority).toMatchObject([{ name: 'Ana Sample', email: null }]);
    expect(view.files[0]).toMatchObject({ report: { skipped: 1, faults: [], counts: { nobody: 1 } } });

    const found = async (as: Site['owner'], search: string) =>
      (await as.get(`/webinars/${id}/attendees?search=${encodeURIComponent(search)}`)).body.items.length;
    expect(await found(reviewer, 'sample')).toBe(1);
    for (const address of ['ana@hidden.example', 'hidden', 'ben@hidden']) {
      expect(await found(reviewer, address)).toBe(0);
      expect(await found(site.owner, address)).toBeGreaterThan(0);
    }
    // The same for whoever may see all of it.
    const seen = JSON.stringify(await all(site.owner, ana.id));
    for (const text of ['ana@hidden.example', 'ana.two@hidden.example', 'cy@hidden.example', '1234567'])
      expect(seen).toContain(text);
  });
});
