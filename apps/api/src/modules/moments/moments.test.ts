import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CatchUp, moments, RoomRole, SessionId, TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import mongoose from 'mongoose';
import { z } from 'zod';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';

type Moments = z.output<typeof moments.listMoments.response>;

const LIVE_AT = Date.parse('2026-05-04T18:00:00.000Z');
const at = (seconds: number) => new Date(LIVE_AT + seconds * 1000);

let bed: ApiBed;
let site: Site;
const insert = (model: string, rows: readonly object[]) => site.in(() => mongoose.models[model]!.insertMany(rows));
const read = async () => (await site.owner.get(`/sessions/${site.sessionId}/moments`)).body as Moments;

async function attendance(sessionId: string): Promise<void> {
  const visit = { sessionId, nodeId: 'n', role: 'attendee' };
  const row = (identity: string, from: number, to: number, more = {}) => ({
    ...{ ...visit, _id: newId('att'), identity, connectionId: newId('att') },
    ...{ joinedAt: at(from), leftAt: at(to), lastSeenAt: at(to), ...more },
  });
  const gone = Array.from({ length: 5 }, () => row(newId('per'), 0, 620));
  const back = newId('per');
  const host = row(newId('mem'), 0, 605, { role: 'host' });
  const stayed = Array.from({ length: 3 }, () => row(newId('per'), 90, 1800));
  await insert('Attendance', [...gone, ...stayed, host, row(back, 0, 610), row(back, 625, 1800)]);
}

async function spoken(sessionId: string): Promise<void> {
  const recordingId = newId('rec');
  const recording = {
    _id: recordingId,
    sessionId,
    state: 'ready',
    startedBy: 'x',
    startedAt: at(30),
    stoppedAt: at(1500),
    durationMs: 1_470_000,
    pauses: [
      { fromMs: 670_000, toMs: 1_070_000 },
      // Until it was stopped.
      { fromMs: 1_400_000, toMs: 1_470_000 },
    ],
  };
  await insert('Recording', [recording]);
  const line = (startMs: number, text: string, speaker = 'Kevin G.') => ({
    ...{ _id: newId('tln'), recordingId, pass: 1, sessionId, version: 1, startMs, endMs: startMs + 2000 },
    ...{ identity: newId('mem'), speaker, fromHost: true, text, shown: true },
  });
  await insert('TranscriptLine', [
    line(0, 'Welcome.'),
    line(2500, 'We begin.'),
    line(560_000, 'The price is 490.'),
    line(570_000, 'Taken out'),
    { ...line(580_000, 'Of another pass'), shown: false },
  ]);
  await site.in(() =>
    mongoose.models['TranscriptLine']!.updateOne({ recordingId, text: 'Taken out' }, { $set: { text: '' } }),
  );
}

async function asked(sessionId: string): Promise<void> {
  const poll = { title: 'Where are you?', questions: [{ kind: 'single', text: '?', choices: ['a', 'b'] }] };
  const run = { pollId: newId('pol'), sessionId, ...poll, changeable: false, shownAt: null, counts: [[0, 0]] };
  await insert('PollRun', [
    { ...run, _id: newId('pru'), number: 1, openedAt: at(200), closedAt: at(260), people: 7, version: 1 },
  ]);
  const offer = { sessionId, kind: 'offer', title: 'The course', link: 'https://a.example', plan: 'none', version: 1 };
  const showings = [{ shownAt: at(600), expiresAt: at(900), takenOffAt: null }];
  await insert('Offer', [{ _id: newId('ofr'), ...offer, showings }]);
  const message = (sequence: number, second: number, more = {}) => ({
    ...{ _id: newId('msg'), sessionId, sequence: 8000 + sequence, identity: newId('per'), clientId: `m${sequence}` },
    ...{ authorName: 'A', fromHost: false, text: 'hi', sentAt: at(second), ...more },
  });
  const burst = Array.from({ length: 8 }, (_, index) => message(index, 605 + index));
  const removed = Array.from({ length: 9 }, (_, index) =>
    message(20 + index, 1000, { removedAt: at(1001), removedBy: 'x' }),
  );
  await insert('ChatMessage', [...burst, ...removed]);
  const question = { sessionId, identity: newId('per'), authorName: 'Ana S.', askedAt: at(300), votes: 1, revision: 1 };
  await insert('ChatQuestion', [
    { ...question, _id: newId('qst'), clientId: 'q1', text: 'How long?', answered: 'live', answeredAt: at(400) },
    { ...question, _id: newId('qst'), clientId: 'q2', text: 'Open?', answered: null },
  ]);
}

beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('moments');
});

describe('the timeline of a masterclass', () => {
  it('G-06 is empty before it is live', async () => {
    expect(await read()).toMatchObject({ from: null, items: [], flow: { joined: [], left: [] } });
  });

  it('G-06 C-10 C-12 tells what every module knows, in one order, with how many left within a minute of it', async () => {
    const { sessionId } = site;
    await site.in(() =>
      mongoose.models['Session']!.updateOne(
        { _id: sessionId },
        { $set: { status: 'ended', startedAt: at(0), endedAt: at(1800) } },
      ),
    );
    await Promise.all([attendance(sessionId), spoken(sessionId), asked(sessionId)]);
    const { items, from, until, hasMore, flow } = await read();
    expect(
      items.map(({ kind, offsetMs, text, name, count, left }) => [kind, offsetMs / 1000, text, name, count, left]),
    ).toEqual([
      ['went-live', 0, '', '', null, 0],
      ['recording-started', 30, '', '', null, 0],
      ['speech', 30, 'Welcome.', 'Kevin G.', null, 0],
      ['poll-opened', 200, 'Where are you?', '', null, 0],
      ['poll-closed', 260, 'Where are you?', '', 7, 0],
      ['question-answered', 400, 'How long?', 'Ana S.', null, 0],
      ['speech', 590, 'The price is 490.', 'Kevin G.', null, 5],
      ['chat-burst', 600, '', '', 8, 5],
      ['offer-shown', 600, 'The course', '', null, 5],
      ['recording-paused', 700, '', '', null, 0],
      ['offer-ended', 900, 'The course', '', null, 0],
      ['recording-resumed', 1100, '', '', null, 0],
      ['recording-paused', 1430, '', '', null, 0],
      ['recording-stopped', 1500, '', '', null, 0],
      ['ended', 1800, '', '', null, 0],
    ]);
    expect([from, until, hasMore]).toEqual([at(0).toISOString(), at(1800).toISOString(), false]);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(flow.stepSeconds).toBe(60);
    expect([flow.joined.indexOf(3), flow.left.indexOf(5)]).toEqual([1, 10]);
    expect(flow.joined.reduce((sum, some) => sum + some, 0)).toBe(3);
  });

  it('C-05 whoever comes late is told what happened before, and nobody who was there', async () => {
    const { sessionId } = site;
    const session = mongoose.models['Session']!;
    const setStatus = (status: string) => site.in(() => session.updateOne({ _id: sessionId }, { $set: { status } }));
    const catchUp = async (identity: string, role: RoomRole = 'attendee') => {
      const claims = { tenantId: site.tenantId, sessionId, role, identity, displayName: 'Ana S.' };
      const handler = bed.modules.moments.sockets![0]!.handlers['room:catch-up']!;
      const who = peer({ tenantId: site.tenantId, ticket: claims as TicketClaims });
      const answer = await site.in(() => handler({} as never, who, fakeSocket()));
      return (answer as unknown as { catchUp: CatchUp | null }).catchUp;
    };
    const [late, early] = [newId('per'), newId('per')];
    expect(await catchUp(late)).toBeNull();
    await site.in(() => session.updateOne({ _id: sessionId }, { $set: { captions: true } }));
    const said = (second: number, text: string, fromHost = true) => ({
      ...{ speaker: fromHost ? 'Kevin G.' : 'Ana S.', fromHost, at: at(second).toISOString(), text, confidence: 0.9 },
      ...{ recordingId: newId('rec'), startMs: 0, endMs: 1000 },
    });
    await bed.modules.captions.store.append({ tenantId: site.tenantId, sessionId: sessionId as SessionId }, [
      said(60, 'Today we speak about your first ten conversations'),
      said(70, 'What somebody of the audience says on the stage is not quoted here', false),
    ]);
    await setStatus('live');
    expect(await catchUp(late)).toEqual({
      liveSince: at(0).toISOString(),
      questions: { answered: 1, last: ['How long?'] },
      said: [
        {
          at: at(60).toISOString(),
          offsetMs: 60_000,
          speaker: 'Kevin G.',
          text: 'Today we speak about your first ten conversations',
        },
      ],
      offers: 1,
      polls: 1,
    });
    expect(await catchUp(newId('mem'), 'host')).toBeNull();
    const visit = { sessionId, nodeId: 'n', role: 'attendee', leftAt: at(400), lastSeenAt: at(400) };
    await insert('Attendance', [
      { ...visit, _id: newId('att'), identity: early, connectionId: newId('att'), joinedAt: at(300) },
    ]);
    expect(await catchUp(early)).toBeNull();
    await setStatus('ended');
  });

  it('G-06 is there for whoever may see masterclasses, and reads what was said by its index', async () => {
    const rep = await site.member('rep2', ['rep']);
    expect((await rep.get(`/sessions/${site.sessionId}/moments`)).status).toBe(403);
    const plan = await site.in(async () =>
      mongoose.models['TranscriptLine']!.find({ sessionId: site.sessionId, shown: true })
        .sort({ recordingId: 1, startMs: 1 })
        .explain('executionStats'),
    );
    const Explained = z.object({ executionStats: z.object({ totalKeysExamined: z.number(), nReturned: z.number() }) });
    const { executionStats } = Explained.parse(plan);
    expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(executionStats.nReturned + 1);
  });
});
