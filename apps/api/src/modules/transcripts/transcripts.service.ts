import { Readable } from 'node:stream';
import {
  ProblemError,
  SpokenLanguage,
  TranscriptOrdered,
  transcripts,
  type RecordingId,
  type SessionId,
  type TranscriptLineId,
  type TranscriptLineView,
  type TranscriptView,
} from '@stageline/contracts';
import { writeSrt, writeTxt, writeVtt } from '@stageline/domain';
import type { TranscriptionPort } from '@stageline/integrations/transcription';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDuplicateKey } from '@stageline/tenancy';
import type { FileAnswer, MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import type { RecordingsService } from '../recordings/index.ts';
import type { SessionsService } from '../sessions/index.ts';
import type { LineBound, TranscriptsRepository } from './transcripts.repository.ts';
import type { TranscriptLineRow, TranscriptRow } from './transcripts.types.ts';

export interface TranscriptsServiceDeps {
  readonly repository: TranscriptsRepository;
  readonly recordings: Pick<RecordingsService, 'tracksOf' | 'sessionOf'>;
  readonly sessions: Pick<SessionsService, 'get'>;
  readonly members: { find(id: MemberActor['membershipId']): Promise<{ readonly name: string } | null> };
  readonly recogniser: Pick<TranscriptionPort, 'understands'> | null;
  readonly tell: (recordingId: RecordingId) => Promise<void>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

export type TranscriptFormat = 'vtt' | 'srt' | 'txt' | 'json';

/** Lines of one file; a talk of twelve hours has fewer. */
const MAX_LINES = 50_000;
const MAX_EDITS = 50;
const MAX_FOUND = 50;

/** Transcripts of the current tenant's recordings: read, corrected, written anew, found, taken away as files (G-01). */
export function createTranscriptsService(deps: TranscriptsServiceDeps) {
  const { repository, recordings, sessions, members, recogniser, tell, audit, unitOfWork, clock } = deps;
  const languages =
    recogniser === null ? [] : SpokenLanguage.options.filter((language) => recogniser.understands(language));

  /** @throws ProblemError `not-found` for a recording that is not one of this session */
  async function assertOf(sessionId: SessionId, recordingId: RecordingId): Promise<void> {
    if ((await recordings.sessionOf(recordingId)) !== sessionId) throw new ProblemError('not-found');
  }

  /** Before anybody has asked for another. */
  const firstLanguage = async (sessionId: SessionId) => (await sessions.get(sessionId)).language;

  async function present(
    sessionId: SessionId,
    recordingId: RecordingId,
    row: TranscriptRow | null,
  ): Promise<TranscriptView> {
    if (row === null) {
      const language = await firstLanguage(sessionId);
      const nothing = { failure: null, language, percent: null, lines: 0 };
      return { recordingId, state: 'none', languages, ...nothing };
    }
    const { state, failure, language, done, parts, shownPass } = row;
    const percent = state !== 'writing' ? null : parts === 0 ? 0 : Math.floor((100 * done.length) / parts);
    const lines = shownPass === null ? 0 : await repository.countLines(recordingId, shownPass);
    return { recordingId, state, failure, language, percent, lines, languages };
  }

  async function linesOf(
    recordingId: RecordingId,
    after: LineBound | null,
    limit: number,
  ): Promise<TranscriptLineRow[]> {
    const row = await repository.find(recordingId);
    if (row === null || row.shownPass === null) return [];
    return repository.lines({ recordingId, pass: row.shownPass }, after, limit);
  }

  /** @throws ProblemError `not-found`, `illegal-transition` while one is being written or the recording is not complete */
  async function begin(sessionId: SessionId, recordingId: RecordingId, language: SpokenLanguage): Promise<void> {
    await recordings.tracksOf(recordingId);
    const begun = unitOfWork.run(async (tx) => {
      const pass = await repository.begin(recordingId, sessionId, language);
      if (pass === null) return false;
      tx.record(TranscriptOrdered, { recordingId, sessionId, pass });
      return true;
    });
    const isBegun = await begun.catch((error: unknown) => {
      if (isDuplicateKey(error)) return false;
      throw error;
    });
    if (!isBegun) throw new ProblemError('illegal-transition');
  }

  return {
    /** @throws ProblemError `not-found` */
    async get(sessionId: SessionId, recordingId: RecordingId): Promise<TranscriptView> {
      await assertOf(sessionId, recordingId);
      return present(sessionId, recordingId, await repository.find(recordingId));
    },

    /** @throws ProblemError as `begin` */
    async write(sessionId: SessionId, recordingId: RecordingId, language: SpokenLanguage): Promise<TranscriptView> {
      await assertOf(sessionId, recordingId);
      await begin(sessionId, recordingId, language);
      await tell(recordingId);
      return present(sessionId, recordingId, await repository.find(recordingId));
    },

    /** The first transcript of a recording that has just been completed. Harmless when repeated. */
    async writeFirst(sessionId: SessionId, recordingId: RecordingId): Promise<void> {
      if (recogniser === null || (await repository.find(recordingId)) !== null) return;
      await begin(sessionId, recordingId, await firstLanguage(sessionId));
    },

    /** A page of lines. @throws ProblemError `not-found` */
    async lines(sessionId: SessionId, recordingId: RecordingId, cursor: string | undefined) {
      await assertOf(sessionId, recordingId);
      const rows = await linesOf(recordingId, boundOf(cursor), transcripts.TRANSCRIPT_PAGE + 1);
      const items = rows.slice(0, transcripts.TRANSCRIPT_PAGE);
      const last = rows.length > items.length ? items.at(-1)! : null;
      return { items: items.map(presentLine), nextCursor: last && `${last.startMs}.${last._id}` };
    },

    /** @throws ProblemError `not-found`, `conflict` where somebody changed the line meanwhile */
    async editLine(
      actor: MemberActor,
      sessionId: SessionId,
      recordingId: RecordingId,
      lineId: TranscriptLineId,
      { version, text }: { readonly version: number; readonly text: string },
    ): Promise<TranscriptLineView> {
      await assertOf(sessionId, recordingId);
      const by = (await members.find(actor.membershipId))?.name ?? '';
      const changed = await unitOfWork.run(async () => {
        const line = await repository.findLine(recordingId, lineId);
        if (line === null) throw new ProblemError('not-found');
        if (line.version !== version) throw new ProblemError('conflict');
        if (line.text === text) return line;
        const edited = await repository.changeLine(lineId, version, text);
        if (edited === null) throw new ProblemError('conflict');
        const before = { lineId, version, text: line.text };
        await repository.keepEdit(recordingId, { ...before, byId: actor.membershipId, by, at: clock.now() });
        return edited;
      });
      await tell(recordingId);
      return presentLine(changed);
    },

    /** @throws ProblemError `not-found` */
    async history(sessionId: SessionId, recordingId: RecordingId, lineId: TranscriptLineId) {
      await assertOf(sessionId, recordingId);
      if ((await repository.findLine(recordingId, lineId)) === null) throw new ProblemError('not-found');
      const edits = await repository.edits(lineId, MAX_EDITS);
      return { items: edits.map(({ text, by, at }) => ({ text, by: by || null, at: at.toISOString() })) };
    },

    /** Lines that hold every word, newest recording first. */
    async search(query: string) {
      const words = query.replaceAll('"', ' ').split(/\s+/).filter(Boolean);
      const rows = words.length === 0 ? [] : await repository.search(words, MAX_FOUND);
      const titles = new Map<SessionId, string>();
      for (const { sessionId } of rows)
        if (!titles.has(sessionId)) titles.set(sessionId, (await sessions.get(sessionId)).title);
      const items = rows.map(({ _id: id, sessionId, recordingId, startMs, speaker, text }) => ({
        id,
        sessionId,
        sessionTitle: titles.get(sessionId)!,
        recordingId,
        startMs,
        speaker,
        text,
      }));
      return { items };
    },

    /** What is read, as a file. @throws ProblemError `not-found` also where there is no transcript yet */
    async file(sessionId: SessionId, recordingId: RecordingId, format: TranscriptFormat): Promise<FileAnswer> {
      const { title } = await sessions.get(sessionId);
      await assertOf(sessionId, recordingId);
      const content = await textOf(recordingId, format);
      if (content === null) throw new ProblemError('not-found');
      await audit.record({ action: 'transcript.exported', target: { type: 'session', id: sessionId, name: title } });
      return { filename: `transcript-${recordingId}.${format}`, content: Readable.from([content]) };
    },

    /** The captions of a recording as WebVTT; null where there is no transcript, and where it says nothing. */
    async captions(recordingId: RecordingId): Promise<string | null> {
      const read = await readable(recordingId);
      return read === null || read.lines.length === 0 ? null : writeVtt(read.lines);
    },

    remove: (recordingId: RecordingId): Promise<void> => unitOfWork.run(() => repository.remove(recordingId)),
  };

  /** What readers see, without what was taken out; null where there is no transcript yet. */
  async function readable(recordingId: RecordingId) {
    const row = await repository.find(recordingId);
    if (row === null || row.shownPass === null) return null;
    const rows = await repository.lines({ recordingId, pass: row.shownPass }, null, MAX_LINES);
    return { language: row.language, lines: rows.filter(({ text }) => text !== '') };
  }

  async function textOf(recordingId: RecordingId, format: TranscriptFormat): Promise<string | null> {
    const read = await readable(recordingId);
    if (read === null) return null;
    const { language, lines } = read;
    if (format === 'json') return `${JSON.stringify({ language, lines: lines.map(presentLine) }, null, 2)}\n`;
    return { vtt: writeVtt, srt: writeSrt, txt: writeTxt }[format](lines);
  }
}
export type TranscriptsService = ReturnType<typeof createTranscriptsService>;

/** What cannot be read begins at the beginning. */
function boundOf(cursor: string | undefined): LineBound | null {
  const [, startMs, id] = /^(\d{1,12})\.(tln_\w+)$/.exec(cursor ?? '') ?? [];
  return startMs === undefined ? null : { startMs: Number(startMs), id: id as TranscriptLineId };
}

const presentLine = ({
  _id: id,
  version,
  startMs,
  endMs,
  speaker,
  fromHost,
  text,
  confidence,
  edited,
}: TranscriptLineRow) => ({
  id,
  version,
  startMs,
  endMs,
  speaker,
  fromHost,
  text,
  confidence,
  edited,
});
