import { text as readAll } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatChange, PollAnswer, PollBody, PollRunId, PollView, TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { hostsRoom, sessionRoom } from '../sessions/index.ts';
import { createPollsModule } from './index.ts';
import { PollAnswerModel } from './polls.model.ts';

const question = (kind: PollBody['questions'][number]['kind'], choices: string[] = [], right: number[] = []) => ({
  kind,
  text: `A ${kind} question`,
  choices,
  right,
});
const one: PollBody = {
  title: 'How far?',
  questions: [question('single', ['Begun', 'Half', 'Done'])],
  changeable: true,
};
const survey: PollBody = {
  title: 'Survey',
  questions: [question('multiple', ['A', 'B', 'C']), question('rating'), question('text')],
  changeable: true,
};
const quiz: PollBody = { title: 'Quiz', questions: [question('single', ['Wrong', 'Right'], [1])], changeable: false };

describe('polls', () => {
  let bed: FeatureBed;
  /** A second process beside the bed's. */
  let other: FeatureBed['polls'];
  beforeAll(async () => {
    bed = await createFeatureBed();
    other = createPollsModule({ ...bed.pollsDeps });
  });
  afterAll(() => bed.close());

  async function room(isLive = true) {
    const { id: tenantId } = bed.tenant();
    const run = <T>(work: () => Promise<T>): Promise<T> => bed.in(tenantId, work);
    const plan = { title: 'T', description: '', startsAt: bed.clock.now(), durationMinutes: 600, timeZone: 'UTC' };
    const { id: sessionId } = await run(() => bed.sessions.service.create(plan));
    if (isLive) await run(() => bed.sessions.service.goLive(sessionId));
    const facts = { tenantId, sessionId, displayName: 'John S.' };
    const guest = (): TicketClaims => ({ ...facts, role: 'attendee', identity: newId('per') });
    const host: TicketClaims = { ...facts, role: 'host', identity: newId('mem') };
    const told = (event: string, name: string) =>
      bed.told.filter((sent) => sent.event === event && sent.room === name).map(({ payload }) => payload);
    const ticks = () => told('room:tick', sessionRoom(tenantId, sessionId));
    return {
      ...{ tenantId, sessionId, run, guest, host, ticks },
      prepare: (body: PollBody = one): Promise<PollView> => run(() => bed.polls.service.create(sessionId, body)),
      launch: async ({ id }: PollView, at = bed.polls): Promise<PollRunId> =>
        (await run(() => at.board.launch(sessionId, id))).runs[0]!.id,
      close: ({ id }: PollView, runId: PollRunId, at = bed.polls) => run(() => at.board.close(sessionId, id, runId)),
      show: ({ id }: PollView, runId: PollRunId, shown: boolean, at = bed.polls) =>
        run(() => at.board.showResults(sessionId, id, runId, shown)),
      list: async () => (await run(() => other.service.list(sessionId))).items,
      boards: (): ChatChange[] =>
        ticks().flatMap(({ changes = [] }) => changes.filter(({ polls }: ChatChange) => polls !== undefined)),
      hostTallies: (runId: PollRunId) =>
        told('room:host-tick', hostsRoom(tenantId, sessionId)).flatMap(({ tallies }) => tallies?.[runId] ?? []),
      async enter(claims: TicketClaims) {
        const socket = fakeSocket();
        const at = peer({ tenantId, ticket: claims });
        await run(() => bed.chat.sockets![0]!.onConnect!(at, socket));
        await run(() => other.sockets![0]!.onConnect!(at, socket));
        const of = (event: string) => socket.heard.find((heard) => heard.event === event)?.payload;
        return { runs: of('room:chat').polls.runs, own: of('room:own-answers')?.answers };
      },
      answer: (claims: TicketClaims, runId: PollRunId, answers: PollAnswer[], at = bed.polls) =>
        run(() =>
          at.sockets![0]!.handlers['room:answer-poll']!(
            { runId, answers } as never,
            peer({ tenantId, ticket: claims }),
            fakeSocket(),
          ),
        ),
    };
  }

  it('C-11 is launched to the room, answered once per person, changed while it is open, and closed', async () => {
    const { prepare, launch, close, answer, enter, guest, boards, list, run } = await room();
    const poll = await prepare();
    const runId = await launch(poll);
    const [a, b] = [guest(), guest()];
    await Promise.all([answer(a, runId, [[0]]), answer(a, runId, [[0]], other), answer(b, runId, [[2]], other)]);
    await answer(a, runId, [[1]]);
    expect((await enter(a)).own).toEqual({ [runId]: [[1]] });
    expect((await list())[0]!.runs[0]!.tally).toMatchObject({ people: 2, counts: [[0, 1, 1]] });
    await close(poll, runId);
    await close(poll, runId, other);
    await expect(answer(b, runId, [[1]])).rejects.toMatchObject({ code: 'poll-closed' });
    await expect(answer(guest(), runId, [[1]], other)).rejects.toMatchObject({ code: 'poll-closed' });
    expect((await list())[0]!.runs[0]!.tally).toMatchObject({ people: 2, counts: [[0, 1, 1]] });
    expect(boards().map(({ revision, polls }) => [revision, polls!.runs.map(({ id }) => id)])).toEqual([
      [1, [runId]],
      [2, []],
    ]);
    await run(async () => {
      expect(await PollAnswerModel.countDocuments()).toBe(2);
    });
  });

  it('C-11 500 answers in a burst, some twice and some changed, over two processes, leave exact counts', async () => {
    const { prepare, launch, answer, guest, list, hostTallies } = await room();
    const runId = await launch(await prepare());
    const people = Array.from({ length: 500 }, guest);
    await Promise.all(
      people.flatMap((person, n) => {
        const at = n % 2 === 0 ? bed.polls : other;
        const choice = [[n % 3]];
        return n % 5 === 0
          ? [answer(person, runId, choice, at), answer(person, runId, choice)]
          : [answer(person, runId, choice, at)];
      }),
    );
    await Promise.all(
      people.slice(0, 30).map((person, n) => answer(person, runId, [[2]], n % 2 === 0 ? other : bed.polls)),
    );
    const of = (choice: number) => people.filter((_person, n) => (n < 30 ? 2 : n % 3) === choice).length;
    const tally = { people: 500, counts: [[of(0), of(1), of(2)]] };
    expect((await list())[0]!.runs[0]!.tally).toMatchObject(tally);
    const told = hostTallies(runId);
    expect(told.toSorted((x, y) => x.version - y.version).at(-1)).toMatchObject(tally);
    // Gathered: fewer than half as many words as answers, on however slow a machine.
    expect(told.length).toBeLessThan(315);
  });

  it('C-11 launched again it keeps both results, also where it was changed in between', async () => {
    const { prepare, launch, answer, guest, list, run, sessionId, boards } = await room();
    const poll = await prepare();
    const someone = guest();
    const first = await launch(poll);
    await answer(someone, first, [[0]]);
    const changed = { ...one, questions: [question('single', ['No', 'Yes'])] };
    await expect(run(() => bed.polls.service.change(sessionId, poll.id, 1, changed))).rejects.toMatchObject({
      code: 'conflict',
    });
    await run(() => bed.polls.service.change(sessionId, poll.id, 2, changed));
    const second = await launch(poll, other);
    await answer(someone, second, [[1]]);
    await expect(answer(guest(), first, [[0]])).rejects.toMatchObject({ code: 'poll-closed' });
    const [{ runs }] = (await list()) as [PollView];
    expect(
      runs.map(({ number, closedAt, tally: { counts }, questions }) => [
        number,
        closedAt === null,
        counts,
        questions[0]!.choices,
      ]),
    ).toEqual([
      [2, true, [[0, 1]], ['No', 'Yes']],
      [1, false, [[1, 0, 0]], ['Begun', 'Half', 'Done']],
    ]);
    expect(
      boards()
        .at(-1)
        ?.polls?.runs.map(({ id, number }) => [id, number]),
    ).toEqual([[second, 2]]);
    await expect(run(() => bed.polls.service.remove(sessionId, poll.id))).rejects.toMatchObject({
      code: 'illegal-transition',
    });
  });

  it('C-11 tells nobody what is right before it is closed, and results only while they are shown', async () => {
    const { prepare, launch, close, show, answer, enter, guest, ticks } = await room();
    const poll = await prepare(quiz);
    const runId = await launch(poll);
    const someone = guest();
    await answer(someone, runId, [[0]]);
    await expect(answer(someone, runId, [[1]])).rejects.toMatchObject({ code: 'poll-answered' });
    await answer(someone, runId, [[0]], other);
    expect(JSON.stringify([ticks(), await enter(someone)])).not.toMatch(/"right"|"counts"/u);
    expect((await enter(someone)).runs[0]).toMatchObject({ tally: null, questions: [{ isQuiz: true }] });
    await show(poll, runId, true);
    await answer(guest(), runId, [[1]], other);
    expect(ticks().at(-1)).toMatchObject({ tallies: { [runId]: { people: 2, counts: [[1, 1]] } } });
    expect(JSON.stringify([ticks(), await enter(someone)])).not.toContain('"right"');
    await close(poll, runId, other);
    expect((await enter(guest())).runs[0]).toMatchObject({ questions: [{ right: [1] }], tally: { counts: [[1, 1]] } });
    await show(poll, runId, false, other);
    expect((await enter(guest())).runs).toEqual([]);
  });

  it('C-11 takes several questions of every kind, and refuses what does not fit them', async () => {
    const { prepare, launch, answer, guest, list, run, sessionId } = await room();
    const poll = await prepare(survey);
    const runId = await launch(poll);
    const bad: PollAnswer[][] = [
      [[0]],
      [[0, 0], [1], ''],
      [[3], [1], ''],
      [[0], [0], ''],
      [[0], [6], ''],
      [[0], [1, 2], ''],
      [[0], [1], [0]],
      ['x', [1], ''],
    ];
    for (const answers of bad)
      await expect(answer(guest(), runId, answers)).rejects.toMatchObject({ code: 'validation-failed' });
    await answer(guest(), runId, [[0, 2], [5], 'More of this']);
    await answer(guest(), runId, [[], [], '']);
    const tally = { people: 2, counts: [[1, 0, 1], [0, 0, 0, 0, 1], [1]] };
    expect((await list())[0]!.runs[0]!.tally).toMatchObject(tally);
    const { items } = await run(() => other.service.texts(sessionId, poll.id, runId));
    expect(items).toMatchObject([{ question: 2, text: 'More of this' }]);
  });

  it('C-01 hosts do not answer, other rooms have no such run, and answers have a limit of their own', async () => {
    const { prepare, launch, answer, guest, host } = await room();
    const elsewhere = await room();
    const runId = await launch(await prepare());
    await expect(answer(host, runId, [[0]])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(elsewhere.answer(elsewhere.guest(), runId, [[0]])).rejects.toMatchObject({ code: 'not-found' });
    const someone = guest();
    for (let n = 0; n < 20; n += 1) await answer(someone, runId, [[n % 3]]);
    await expect(answer(someone, runId, [[0]])).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('C-11 is asked only while the session is live, and its end closes what is open', async () => {
    const { prepare, launch, run, sessionId, list, enter, guest } = await room(false);
    const poll = await prepare();
    await expect(launch(poll)).rejects.toMatchObject({ code: 'not-live' });
    await run(() => bed.sessions.service.goLive(sessionId));
    await launch(poll);
    await run(() => bed.sessions.service.end(sessionId));
    await bed.settle();
    expect((await list())[0]!.runs[0]!.closedAt).toBe(bed.clock.now().toISOString());
    expect((await enter(guest())).runs).toEqual([]);
  });

  it('C-11 exports every answer of every launch, calculates nothing in a spreadsheet, and is in the audit log', async () => {
    const { prepare, launch, answer, run, sessionId, tenantId, host } = await room();
    const poll = await prepare({
      ...survey,
      questions: [quiz.questions[0]!, question('multiple', ['=1+1', 'B']), question('text')],
    });
    await bed.join(tenantId, { firstName: '=cmd', lastName: 'Doe', email: 'cmd@people.example' });
    const { personId } = await run(async () => bed.model('Lead').findOne({ 'person.firstName': '=cmd' }).lean());
    const someone: TicketClaims = { ...host, role: 'attendee', identity: personId };
    await answer(someone, await launch(poll), [[1], [0, 1], '@SUM(A1)']);
    await answer(someone, await launch(poll), [[0], [], '']);
    const file = await run(() => other.exportPoll(sessionId, poll.id));
    const lines = (await readAll(file.content as never)).split('\r\n').slice(1);
    const at = bed.clock.now().toISOString();
    expect(lines.slice(0, 4)).toEqual([
      `1,'=cmd Doe,${at},A single question,single,Right,yes`,
      `1,'=cmd Doe,${at},A multiple question,multiple,"'=1+1 | B",`,
      `1,'=cmd Doe,${at},A text question,text,'@SUM(A1),`,
      `2,'=cmd Doe,${at},A single question,single,Wrong,no`,
    ]);
    expect(bed.audited.at(-1)).toMatchObject({ action: 'poll.exported', target: { id: poll.id } });
  });
});
