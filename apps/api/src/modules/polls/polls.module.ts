import { polls, roomNamespace, SessionEnded, type PersonId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { subscriber, type UnitOfWork } from '@stageline/platform/outbox';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { claimsOf, socketPart, type Broadcaster } from '../../realtime/binding.ts';
import { createPersonLimit } from '../../realtime/person-limit.ts';
import type { AuditLog } from '../audit/index.ts';
import type { ChangeChat } from '../chat/index.ts';
import { createRoomChannel, type RoomTeam, type SessionsService } from '../sessions/index.ts';
import { createPollAnswersRepository } from './polls.answers.repository.ts';
import { createPollAnswers, type PollAnswers } from './polls.answers.service.ts';
import { createPollsBoard, type PollsBoard } from './polls.board.service.ts';
import { createPollExport, type PollExport } from './polls.export.ts';
import { createPollsRepository } from './polls.repository.ts';
import { createPollsService, type PollsService } from './polls.service.ts';

export interface PollsModuleDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly redis: Redis;
  readonly broadcaster: Broadcaster;
  readonly sessions: Pick<SessionsService, 'get'>;
  readonly change: ChangeChat;
  readonly audit: Pick<AuditLog, 'record'>;
  /** Who shows and asks in a room. */
  readonly team: Pick<RoomTeam, 'assertDirects' | 'assertSeesPrepared'>;
}
export interface PollsModule extends ApiModule {
  readonly service: PollsService;
  readonly board: PollsBoard;
  readonly exportPoll: PollExport;
}

/** Polls, quizzes and surveys in a room (C-11). */
export function createPollsModule(deps: PollsModuleDeps): PollsModule {
  const common = { ...deps, repository: createPollsRepository(), answers: createPollAnswersRepository() };
  const service = createPollsService(common);
  const board = createPollsBoard(common);
  const exportPoll = createPollExport(common);
  const limiter = createPersonLimit(deps.redis, { deed: 'poll', points: 20, perSeconds: 10 });
  const answers = createPollAnswers({ ...common, limiter, room: createRoomChannel(deps.broadcaster) });
  return {
    name: 'polls',
    service,
    board,
    exportPoll,
    routes: pollRoutes(deps.team, service, board, exportPoll),
    sockets: [pollSockets(board, answers)],
    subscribers: [
      subscriber({
        id: 'polls.finish',
        event: SessionEnded,
        transactional: false,
        handle: ({ sessionId }) => board.finish(sessionId),
      }),
    ],
  };
}

const pollRoutes = (
  { assertDirects, assertSeesPrepared }: PollsModuleDeps['team'],
  service: PollsService,
  board: PollsBoard,
  exportPoll: PollExport,
) => [
  route(polls.listPolls, async ({ actor, params: { sessionId } }) => {
    await assertSeesPrepared(actor, sessionId);
    return service.list(sessionId);
  }),
  route(polls.createPoll, ({ params, body }) => service.create(params.sessionId, body)),
  route(polls.changePoll, ({ params: { sessionId, pollId }, body }) =>
    service.change(sessionId, pollId, body.version, body.poll),
  ),
  route(polls.removePoll, ({ params }) => service.remove(params.sessionId, params.pollId)),
  route(polls.launchPoll, async ({ actor, params: { sessionId, pollId } }) => {
    await assertDirects(actor, sessionId);
    return board.launch(sessionId, pollId);
  }),
  route(polls.closePollRun, async ({ actor, params: { sessionId, pollId, runId } }) => {
    await assertDirects(actor, sessionId);
    return board.close(sessionId, pollId, runId);
  }),
  route(polls.showPollResults, async ({ actor, params: { sessionId, pollId, runId }, body }) => {
    await assertDirects(actor, sessionId);
    return board.showResults(sessionId, pollId, runId, body.shown);
  }),
  route(polls.listPollTexts, async ({ actor, params: { sessionId, pollId, runId } }) => {
    await assertSeesPrepared(actor, sessionId);
    return service.texts(sessionId, pollId, runId);
  }),
  route(polls.exportPoll, ({ params }) => exportPoll(params.sessionId, params.pollId)),
];

/** The polls' part of the `/room` namespace. */
const pollSockets = (board: PollsBoard, answers: PollAnswers) =>
  socketPart({
    namespace: roomNamespace,
    async onConnect(peer, tools) {
      const { sessionId, role, identity } = claimsOf(peer);
      if (role !== 'attendee') return;
      const { runs } = await board.board(sessionId);
      const ids = runs.map(({ id }) => id);
      tools.tell('room:own-answers', { answers: await answers.own(identity as PersonId, ids) });
    },
    handlers: {
      'room:answer-poll': ({ runId, answers: given }, peer) => answers.answer(claimsOf(peer), runId, given),
    },
  });
