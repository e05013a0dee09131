import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WebinarFileView, WebinarView } from '@stageline/contracts';
import { eventually } from '@stageline/testing';
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
      return (await site.owner.post(`/webinars/${id}/files`, body, headers)).status;
    };
    expect(await refused(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]))).toBe(415);
    expect(await refused(Buffer.from('PK\x03\x04 and nothing else'))).toBe(415);
    expect(await refused(Buffer.from('\n\n'))).toBe(400);
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
