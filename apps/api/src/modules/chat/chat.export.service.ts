import { ProblemError, type SessionId, type sessions } from '@stageline/contracts';
import { CSV_BOM, csvLine } from '@stageline/domain';
import type { FileAnswer, MemberActor } from '../../http/route.ts';
import { tenantStream } from '../../http/tenant-stream.ts';
import type { AuditLog } from '../audit/index.ts';
import type { RoomTeam } from '../sessions/index.ts';
import type { ChatAsidesRepository } from './chat.asides.repository.ts';
import { MODERATORS } from './chat.policy.ts';
import type { ChatQuestionsRepository } from './chat.questions.repository.ts';
import type { ChatRepository } from './chat.repository.ts';

export interface ChatExportDeps {
  readonly repository: Pick<ChatRepository, 'after'>;
  readonly questions: Pick<ChatQuestionsRepository, 'changedAfter'>;
  readonly asides: Pick<ChatAsidesRepository, 'after'>;
  readonly team: Pick<RoomTeam, 'assertRole'>;
  readonly sessions: { get(sessionId: SessionId): Promise<Pick<sessions.SessionView, 'title' | 'startedAt'>> };
  readonly audit: Pick<AuditLog, 'record'>;
}

const PAGE = 500;
/** Names of the columns; they are for programs and the same in every language. */
const COLUMNS = ['kind', 'sentAt', 'mediaOffset', 'author', 'role', 'text', 'votes', 'answer', 'state', 'with'];
type Cells = readonly string[];

/** Time since it went live as `h:mm:ss`; before that with a minus, and empty where it never did. */
export function mediaOffset(at: Date, startedAt: string | null): string {
  if (startedAt === null) return '';
  const seconds = Math.floor((at.getTime() - Date.parse(startedAt)) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(seconds);
  return `${seconds < 0 ? '-' : ''}${Math.floor(size / 3600)}:${two(Math.floor((size % 3600) / 60))}:${two(size % 60)}`;
}

/** Pages of rows, each after the place where the one before ended. */
async function* pages<T>(read: (after: number) => Promise<T[]>, placeOf: (row: T) => number): AsyncGenerator<T[]> {
  let after = 0;
  for (;;) {
    const rows = await read(after);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = placeOf(rows.at(-1)!);
  }
}

/**
 * The chat of a masterclass as a file, read page by page as it is fetched, and in the audit log. What attendees and hosts
 * wrote to each other alone is in it for those who could read it in the room, as rows of the kind `private`.
 */
export function createChatExport(deps: ChatExportDeps) {
  const { repository, questions, asides, sessions: directory, team, audit } = deps;

  async function* privateLines(sessionId: SessionId, whenOf: (at: Date) => Cells): AsyncGenerator<string> {
    const written = pages(
      (after) => asides.after(sessionId, after, PAGE),
      ({ number }) => number,
    );
    for await (const rows of written) {
      const cells = rows.map(({ sentAt, authorName, fromHost, text, personName }): Cells => {
        const from = [authorName, fromHost ? 'team' : 'attendee'];
        return ['private', ...whenOf(sentAt), ...from, text, '', '', 'private', personName];
      });
      yield cells.map((row) => csvLine(row)).join('');
    }
  }

  async function* lines(
    sessionId: SessionId,
    startedAt: string | null,
    { bom, moderates }: { bom: boolean; moderates: boolean },
  ): AsyncGenerator<string> {
    const whenOf = (at: Date) => [at.toISOString(), mediaOffset(at, startedAt)];
    yield (bom ? CSV_BOM : '') + csvLine(COLUMNS);
    const messages = pages(
      (after) => repository.after(sessionId, after, PAGE),
      ({ sequence }) => sequence,
    );
    for await (const rows of messages) {
      const cells = rows.map(({ sentAt, authorName, fromHost, text, removedAt }): Cells => {
        const words = removedAt == null ? [text, '', '', 'shown', ''] : ['', '', '', 'removed', ''];
        return ['message', ...whenOf(sentAt), authorName, fromHost ? 'team' : 'attendee', ...words];
      });
      yield cells.map((row) => csvLine(row)).join('');
    }
    const asked = pages(
      (after) => questions.changedAfter(sessionId, after, PAGE),
      ({ revision }) => revision,
    );
    for await (const rows of asked) {
      const cells = rows.map(({ askedAt, authorName, text, votes, answered, answer, removedAt }): Cells => {
        const isOut = removedAt != null;
        const state = isOut ? 'removed' : answered === null ? 'open' : `answered-${answered}`;
        const words = [isOut ? '' : text, String(votes), isOut ? '' : answer, state, ''];
        return ['question', ...whenOf(askedAt), authorName, '', ...words];
      });
      yield cells.map((row) => csvLine(row)).join('');
    }
    if (moderates) yield* privateLines(sessionId, whenOf);
  }

  /** Whether somebody may read in the room what is written to the hosts alone. */
  async function mayRead(actor: MemberActor, sessionId: SessionId): Promise<boolean> {
    try {
      await team.assertRole(actor, sessionId, MODERATORS);
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'forbidden') return false;
      throw error;
    }
  }

  return {
    /** @throws ProblemError `not-found`; `forbidden` to somebody who may not see masterclasses */
    async csv(actor: MemberActor, sessionId: SessionId, bom: boolean): Promise<FileAnswer> {
      const { title, startedAt } = await directory.get(sessionId);
      if (!actor.permissions.has('sessions.read')) throw new ProblemError('forbidden');
      const moderates = await mayRead(actor, sessionId);
      await audit.record({ action: 'chat.exported', target: { type: 'session', id: sessionId, name: title } });
      return {
        filename: `chat-${sessionId}.csv`,
        content: tenantStream(lines(sessionId, startedAt, { bom, moderates })),
      };
    },
  };
}
export type ChatExport = ReturnType<typeof createChatExport>;
