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
