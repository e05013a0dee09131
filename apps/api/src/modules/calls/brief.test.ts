import { beforeAll, expect, it } from '@jest/globals';
import { newId } from '@stageline/platform';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { callType } from '../../testing/isolation-calls.ts';
import { draftBody, saveSeller } from '../../testing/isolation-invoices.ts';
import { visitor } from '../../testing/site-bed.ts';

const MINUTE = 60_000;
const BEGAN = Date.now() - 2 * 24 * 60 * MINUTE;
const at = (minutes: number) => new Date(BEGAN + minutes * MINUTE);

let bed: ApiBed;
let site: Site;

beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('brief');
});

/** A masterclass of an hour in which the site's person was, asked, and was answered aloud while it was recorded. */
async function masterclass(personId: string): Promise<string> {
  const { sessionId } = site;
  const recordingId = newId('rec');
  const insert = (model: string, rows: object[]) => mongoose.models[model]!.insertMany(rows);
  await site.in(async () => {
    await mongoose.models['Session']!.updateOne(
      { _id: sessionId },
      { startsAt: at(0), endsAt: at(60), startedAt: at(0), endedAt: at(60) },
    );
    const visit = { sessionId, identity: personId, role: 'attendee', nodeId: 'n', lastSeenAt: at(50) };
    // Two tabs at once for ten minutes, and once more later.
    await insert('Attendance', [
      { ...visit, _id: newId('att'), connectionId: 'a', joinedAt: at(0), leftAt: at(20) },
      { ...visit, _id: newId('att'), connectionId: 'b', joinedAt: at(10), leftAt: at(30) },
      { ...visit, _id: newId('att'), connectionId: 'c', joinedAt: at(45), leftAt: at(60) },
    ]);
    const question = { sessionId, identity: personId, authorName: 'P', votes: 0, revision: 1, answer: '' };
    await insert('ChatQuestion', [
      { ...question, _id: newId('qst'), clientId: '1', text: 'What does it cost?', askedAt: at(20), answered: null },
      {
        ...{ ...question, _id: newId('qst'), clientId: '2', text: 'How do I begin?', askedAt: at(12) },
        ...{ answered: 'live', answeredAt: at(15) },
      },
      { ...question, _id: newId('qst'), clientId: '3', text: 'Taken out', askedAt: at(21), removedAt: at(22) },
    ]);
    await insert('Recording', [
      { _id: recordingId, sessionId, state: 'ready', startedAt: at(5), startedBy: 'x', finishedAt: at(61) },
    ]);
    const line = { recordingId, pass: 1, sessionId, version: 1, identity: 'h', speaker: 'Host', fromHost: true };
    const said = (startMs: number, text: string, shown = true) => ({
      ...{ ...line, _id: newId('tln'), startMs, endMs: startMs + 5000, text, shown },
    });
    await insert('TranscriptLine', [
      said(5 * MINUTE, 'Far before'),
      said(9.5 * MINUTE, 'You begin with one evening a week.'),
      said(9.6 * MINUTE, 'Not to be read yet', false),
      said(20 * MINUTE, 'Far after'),
    ]);
  });
  return recordingId;
}

it('E-11 whoever holds a call sees what they attended, asked, heard, and owe; nobody else does', async () => {
  const rep = await site.member('Rita', ['rep']);
  const membershipId = (await rep.get('/me')).body.membershipId as string;
  const week = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);
  const hours = { version: 0, isActive: true, timeZone: 'UTC', week, overrides: [], maxPerDay: null, maxPerWeek: null };
  await rep.put('/availability', hours);
  await site.owner.post('/call-types', { ...callType('talk'), needsApproval: false, hosts: [membershipId] });
  const lead = (await site.in(() => mongoose.models['Lead']!.findById(site.leadId).lean())) as never as {
    personId: string;
  };
  const recordingId = await masterclass(lead.personId);
  await saveSeller(site.owner);
  const draft = (await site.owner.post('/invoices', { ...draftBody(site), leadId: site.leadId })).body;
  const issued = (await site.owner.post(`/invoices/${draft.id}/issue`, { version: draft.version })).body;
  await site.owner.post('/invoices', { ...draftBody(site), leadId: site.leadId });

  const guest = visitor(bed, site.host);
  const startsAt = new Date((Math.floor(Date.now() / 3_600_000) + 50) * 3_600_000).toISOString();
  const { hold } = (await guest.post('/booking/talk/holds', { startsAt })).body;
  const form = { hold, personalToken: site.joinToken, timeZone: 'UTC' };
  const { id } = (await guest.post('/booking/talk/calls', form)).body;

  const { status, body } = await rep.get(`/calls/${id}/brief`);
  expect([status, body]).toEqual([200, expect.anything()]);
  const session = { id: site.sessionId, title: expect.any(String) };
  expect(body.attended).toEqual([{ session, at: at(0).toISOString(), minutes: 45, percent: 75 }]);
  expect(body.questions).toEqual([
    expect.objectContaining({ text: 'What does it cost?', isAnswered: false, said: [] }),
    expect.objectContaining({
      text: 'How do I begin?',
      isAnswered: true,
      said: [{ recordingId, startMs: 9.5 * MINUTE, speaker: 'Host', text: 'You begin with one evening a week.' }],
    }),
  ]);
  expect(body.heat.reasons.map(({ kind }: { kind: string }) => kind)).toContain('attended');
  expect(body.invoices).toEqual([
    expect.objectContaining({ id: issued.id, number: issued.number, state: 'issued', total: 4900, due: 4900 }),
  ]);
  const stranger = await site.member('Sam', ['rep']);
  expect((await stranger.get(`/calls/${id}/brief`)).status).toBe(404);
});
