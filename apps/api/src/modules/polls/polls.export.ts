import {
  ProblemError,
  type PersonId,
  type PollAnswer,
  type PollBody,
  type PollId,
  type SessionId,
} from '@stageline/contracts';
import { CSV_BOM, csvLine } from '@stageline/domain';
import type { FileAnswer } from '../../http/route.ts';
import { tenantStream } from '../../http/tenant-stream.ts';
import type { AuditLog } from '../audit/index.ts';
import { leadAutomations } from '../leads/index.ts';
import type { PollAnswersRepository } from './polls.answers.repository.ts';
import type { PollRunRow, PollsRepository } from './polls.repository.ts';

export interface PollExportDeps {
  readonly repository: PollsRepository;
  readonly answers: PollAnswersRepository;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** Names of the columns; they are for programs and the same in every language. */
const COLUMNS = ['run', 'person', 'answeredAt', 'question', 'kind', 'answer', 'isRight'] as const;

/** The answers to a poll as a file: one line for each person and question, read page by page as it is fetched. */
export function createPollExport({ repository, answers, audit }: PollExportDeps) {
  async function namesOf(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
    const leads = await leadAutomations.ofPersons(people);
    return new Map(leads.map(({ personId, person }) => [personId, `${person.firstName} ${person.lastName}`.trim()]));
  }

  async function* linesOf(runs: readonly PollRunRow[]): AsyncGenerator<string> {
    yield CSV_BOM + csvLine([...COLUMNS]);
    for (const { _id, number, questions } of runs) {
      for await (const page of answers.all(_id)) {
        const names = await namesOf(page.map(({ identity }) => identity));
        yield page
          .flatMap(({ identity, answeredAt, answers: given }) =>
            questions.map((question, at) => {
              const { text, kind } = question;
              const who = [number, names.get(identity) ?? '', answeredAt.toISOString()];
              return csvLine([...who, text, kind, wordsOf(question, given[at]), rightness(question, given[at])]);
            }),
          )
          .join('');
      }
    }
  }

  /** @throws ProblemError `not-found` */
  return async function exportPoll(sessionId: SessionId, id: PollId): Promise<FileAnswer> {
    const poll = await repository.find(sessionId, id);
    if (poll === null) throw new ProblemError('not-found');
    await audit.record({ action: 'poll.exported', target: { type: 'export', id, name: poll.title } });
    const runs = (await repository.runs(sessionId)).filter(({ pollId }) => pollId === id);
    return { filename: `poll-${id}.csv`, content: tenantStream(linesOf(runs.toReversed())) };
  };
}
export type PollExport = ReturnType<typeof createPollExport>;

type Question = PollBody['questions'][number];

function wordsOf({ kind, choices }: Question, answer: PollAnswer | undefined): string {
  if (answer === undefined || typeof answer === 'string') return answer ?? '';
  return answer.map((place) => (kind === 'rating' ? String(place) : (choices[place] ?? ''))).join(' | ');
}

function rightness({ right }: Question, answer: PollAnswer | undefined): string {
  if (right.length === 0 || !Array.isArray(answer) || answer.length === 0) return '';
  return answer.length === right.length && answer.every((place) => right.includes(place)) ? 'yes' : 'no';
}
