import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatChange, PersonId, Question, QuestionId, TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { sessionRoom } from '../sessions/index.ts';
import { ChatQuestionModel, ChatVoteModel } from './chat.model.ts';
import { answersHeard, createChatModule } from './index.ts';

interface Listed {
  readonly questions: Question[];
  readonly voted: QuestionId[];
  readonly hasMore: boolean;
}

describe('questions', () => {
  let bed: FeatureBed;
  /** A second process beside the bed's. */
  let other: FeatureBed['chat'];
  beforeAll(async () => {
    bed = await createFeatureBed();
    other = createChatModule({ ...bed.chatDeps });
  });
  afterAll(() => bed.close());

  async function room() {
    const { id: tenantId } = bed.tenant();
    const plan = { title: 'T', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
    const { id: sessionId } = await bed.in(tenantId, () => bed.sessions.service.create(plan));
    const facts = { tenantId, sessionId, displayName: 'John S.' };
    const guest = (): TicketClaims => ({ ...facts, role: 'attendee', identity: newId('per') });
    const host: TicketClaims = { ...facts, role: 'host', identity: newId('mem') };
    return { tenantId, sessionId, guest, host };
  }
  async function say<T>(claims: TicketClaims, event: string, payload: object, module = bed.chat): Promise<T> {
    const { tenantId } = claims;
    const handler = module.sockets![0]!.handlers[event]!;
    const at = peer({ tenantId, ticket: claims });
    return bed.in(tenantId, () => handler(payload as never, at, fakeSocket())) as Promise<T>;
  }
  const ask = (claims: TicketClaims, text: string, clientId = randomUUID(), module = bed.chat) =>
    say<Question>(claims, 'room:ask-question', { text, clientId }, module);
  const vote = (claims: TicketClaims, { id: questionId }: Question, inFavour = true, module = bed.chat) =>
    say<void>(claims, 'room:vote', { questionId, inFavour }, module);
  const list = (claims: TicketClaims, after = 0) => say<Listed>(claims, 'room:questions', { after }, other);
  const told = ({ tenantId, sessionId }: TicketClaims): ChatChange[] =>
    bed.told
      .filter(({ event, room: name }) => event === 'room:tick' && name === sessionRoom(tenantId, sessionId))
      .flatMap(({ payload }) => payload.changes ?? []);

  it('C-09 a question is stored and told once, however often it is sent', async () => {
    const { guest, host } = await room();
    const [author, clientId] = [guest(), randomUUID()];
    const answers = await Promise.all([ask(author, 'Why?', clientId), ask(author, 'Why?', clientId, other)]);
    expect(new Set([...answers, await ask(author, 'Why?', clientId)].map(({ id }) => id)).size).toBe(1);
    expect(told(host)).toEqual([{ revision: 1, question: answers[0], openQuestions: 1 }]);
    expect(await list(guest())).toEqual({ questions: [answers[0]], voted: [], hasMore: false });
  });

  it('C-09 each person has one vote, over tabs and processes, and may take it back', async () => {
    const { guest, host } = await room();
    const question = await ask(guest(), 'When?');
    const voters = Array.from({ length: 6 }, guest);
    const twice = voters.flatMap((voter) => [vote(voter, question), vote(voter, question, true, other)]);
    await Promise.all(twice);
    expect((await list(voters[0]!)).questions[0]?.votes).toBe(6);
    await vote(voters[0]!, question, false, other);
    await vote(voters[0]!, question, false);
    const { questions, voted } = await list(voters[1]!);
    expect([questions[0]?.votes, voted]).toEqual([5, [question.id]]);
    expect((await list(voters[0]!)).voted).toEqual([]);
    expect(await bed.in(host.tenantId, async () => ChatVoteModel.countDocuments())).toBe(5);
    expect(told(host).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('C-09 votes have a limit of their own, which takes nothing from what somebody writes', async () => {
    const { guest } = await room();
    const voter = guest();
    const question = await ask(voter, 'How often?');
    for (let n = 0; n < 20; n += 1) await vote(voter, question, n % 2 === 0, n % 3 === 0 ? other : bed.chat);
    await expect(vote(voter, question)).rejects.toMatchObject({ code: 'too-many-requests' });
    expect((await list(voter)).questions[0]?.votes).toBe(0);
    await ask(voter, 'And still asks?');
    await vote(guest(), question);
  });

  it('C-09 is answered live or in text, opened again and taken out, and the open ones are counted', async () => {
    const { guest, host } = await room();
    const [a, b] = [await ask(guest(), 'A?'), await ask(guest(), 'B?')];
    const answer = (question: Question, how: object | null) =>
      say(host, 'room:answer-question', { questionId: question.id, answer: how });
    await answer(a, { how: 'live' });
    await answer(b, { how: 'text', text: 'In May.' });
    await answer(a, null);
    await say(host, 'room:remove-question', { questionId: a.id }, other);
    expect(told(host).map(({ openQuestions }) => openQuestions)).toEqual([1, 2, 1, 0, 1, 0]);
    const { questions } = await list(guest());
    expect(questions).toMatchObject([
      { id: b.id, answered: 'text', answer: 'In May.', votes: 0 },
      { id: a.id, removed: true, text: '', authorName: '' },
    ]);
    await expect(vote(guest(), a)).rejects.toMatchObject({ code: 'not-found' });
    const missed = await say<{ changes: ChatChange[]; revision: number }>(guest(), 'room:changes', { after: 3 });
    expect(missed.revision).toBe(6);
    expect(missed.changes.flatMap(({ question }) => question?.id ?? [])).toEqual([b.id, a.id]);
  });

  it('B-07 what was answered aloud is found for whoever asked it, the first before the others', async () => {
    const { guest, host, tenantId, sessionId } = await room();
    const [ana, ben] = [guest(), guest()];
    const [a, b, c] = [await ask(ana, 'A?'), await ask(ben, 'B?'), await ask(ana, 'C?')];
    const live = (question: Question, claims = host) =>
      say(claims, 'room:answer-question', { questionId: question.id, answer: { how: 'live' } });
    await live(c!);
    bed.clock.advance(60_000);
    await live(a!);
    await say(host, 'room:answer-question', { questionId: b!.id, answer: { how: 'text', text: 'Yes.' } });
    const at = bed.clock.now().getTime();
    const people = [ana.identity, ben.identity] as PersonId[];
    const heard = await bed.in(tenantId, () => answersHeard(sessionId, people));
    expect(heard.map(({ personId, at: when }) => [personId, when.getTime()])).toEqual([
      [ana.identity, at - 60_000],
      [ana.identity, at],
    ]);
    const elsewhere = await room();
    expect(await bed.in(elsewhere.tenantId, () => answersHeard(sessionId, people))).toEqual([]);
  });

  it('C-01 only a moderator answers and takes out; who is muted asks nothing; other rooms have no such question', async () => {
    const { guest, host } = await room();
    const elsewhere = await room();
    const author = guest();
    const question = await ask(author, 'Why me?');
    const acts: [string, object][] = [
      ['room:answer-question', { questionId: question.id, answer: { how: 'live' } }],
      ['room:remove-question', { questionId: question.id }],
    ];
    for (const [event, payload] of acts) {
      await expect(say(guest(), event, payload)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(say(elsewhere.host, event, payload)).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(vote(elsewhere.guest(), question)).rejects.toMatchObject({ code: 'not-found' });
    const said = await say<{ id: string }>(author, 'room:send-message', { text: 'x', clientId: randomUUID() });
    await say(host, 'room:mute-author', { messageId: said.id });
    await expect(ask(author, 'Still me?')).rejects.toMatchObject({ code: 'chat-muted' });
    await say(host, 'room:set-up-chat', { slowSeconds: 0, links: 'refuse', isHeld: false });
    await expect(ask(guest(), 'is example.org yours?')).rejects.toMatchObject({ code: 'chat-links' });
    await bed.in(host.tenantId, async () => {
      await bed.sessions.service.goLive(host.sessionId);
      await bed.sessions.service.end(host.sessionId);
    });
    await expect(vote(guest(), question)).rejects.toMatchObject({ code: 'illegal-transition' });
    await expect(ask(guest(), 'Too late?')).rejects.toMatchObject({ code: 'illegal-transition' });
  });

  it('C-06 a long list and long absences are read page by page along one index, nothing missing', async () => {
    const { tenantId, sessionId, guest, host } = await room();
    await bed.in(tenantId, async () => {
      const facts = { sessionId, identity: 'x', authorName: 'A', text: 't', askedAt: bed.clock.now(), votes: 0 };
      const rows = Array.from({ length: 450 }, (_, n) => ({
        ...facts,
        _id: newId('qst'),
        clientId: `${n}`,
        revision: n + 1,
      }));
      await ChatQuestionModel.insertMany(rows);
      const found = ChatQuestionModel.find({ sessionId, revision: { $gt: 400 } }).sort({ revision: 1 });
      expect(((await found.explain('executionStats')) as any).executionStats).toMatchObject({
        nReturned: 50,
        totalDocsExamined: 50,
      });
    });
    const revisions: number[] = [];
    for (let hasMore = true; hasMore;) {
      const answer = await say<{ changes: ChatChange[]; revision: number; hasMore: boolean }>(host, 'room:changes', {
        after: revisions.at(-1) ?? 0,
      });
      revisions.push(...answer.changes.flatMap(({ question }) => question?.revision ?? []));
      ({ hasMore } = answer);
    }
    expect(revisions).toEqual(Array.from({ length: 450 }, (_, n) => n + 1));
    const last = await list(guest(), 400);
    expect([last.questions.length, last.hasMore]).toEqual([50, false]);
    expect((await list(guest())).hasMore).toBe(true);
  });
});
