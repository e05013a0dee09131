import {
  ProblemError,
  type PersonId,
  type ReplayEntry,
  type ReplayId,
  type ReplayMark,
  type replays,
  type SessionId,
  type SessionMoment,
  type SessionPhase,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import type { z } from 'zod';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { PasswordHasher } from '../accounts/index.ts';
import { chaptersOf } from './chapters.ts';
import type { ComposingService } from './composing.service.ts';
import type { OfferOnScreen } from '../offers/index.ts';
import { mediaTimeOf, shownTimeOf } from './media-timeline.ts';
import type { ReplayMoments } from './replay-moments.ts';
import type { ReplayOffersRepository } from './replay-offers.repository.ts';
import type { ReplayViewsRepository } from './replay-views.repository.ts';
import { presentReplay } from './replays.presenter.ts';
import type { ReplaysRepository } from './replays.repository.ts';
import type { ReplayRow } from './replays.types.ts';
import { countSeconds, secondsIn, unionOf, viewersPerStep } from './watched-seconds.ts';

export interface ReplaysServiceDeps {
  readonly repository: ReplaysRepository;
  readonly views: ReplayViewsRepository;
  readonly offerClicks: Pick<ReplayOffersRepository, 'counts'>;
  readonly offers: { shown(sessionId: SessionId): Promise<OfferOnScreen[]> };
  readonly moments: ReplayMoments;
  readonly composing: Pick<ComposingService, 'again'>;
  readonly sessions: {
    /** @throws ProblemError `not-found` */
    get(sessionId: SessionId): Promise<{ readonly title: string; readonly phase: SessionPhase }>;
    titleOf(sessionId: SessionId): Promise<string>;
  };
  /** What happened in a masterclass, in the order of time. */
  readonly timeline: { of(sessionId: SessionId): Promise<{ readonly items: readonly SessionMoment[] }> };
  readonly leads: {
    namesOf(personIds: readonly PersonId[]): Promise<Map<PersonId, string>>;
    /** Who somebody is by now. */
    personOf(personId: PersonId): Promise<PersonId>;
  };
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly hints: Hints;
  readonly clock: Clock;
}

type Publication = z.output<typeof replays.publishReplay.body>;
type Viewers = z.output<typeof replays.listReplayViewers.response>;
const MOST_VIEWERS = 500;
const STEP_SECONDS = 10;

/** Replays as the team works on them: who may see them, their chapters, who has watched. */
export function createReplaysService(deps: ReplaysServiceDeps) {
  const { repository, views, moments, sessions, leads, hints, clock } = deps;

  /** @throws ProblemError `not-found` */
  async function existing(replayId: ReplayId): Promise<ReplayRow> {
    const replay = await repository.find(replayId);
    if (replay === null) throw new ProblemError('not-found');
    return replay;
  }

  async function present(row: ReplayRow, title?: string): Promise<ReplayEntry> {
    const chapters = row.film === null ? [] : chaptersOf(row, await moments.questions(row));
    return presentReplay(row, title ?? (await sessions.titleOf(row.sessionId)), chapters);
  }

  async function changed(row: ReplayRow | null): Promise<ReplayEntry> {
    if (row === null) throw new ProblemError('not-found');
    hints.send([appRooms.hosts(currentTenantId())], 'replay', row._id);
    return present(row);
  }

  /** The people behind views: whoever has become part of another by now is that one, and counts once. */
  async function byPerson(rows: Awaited<ReturnType<typeof views.latest>>) {
    const named = rows.filter(({ viewer }) => viewer.startsWith('per_'));
    const ids = named.map(({ viewer }) => viewer as PersonId);
    const names = await leads.namesOf(ids);
    const now = new Map<PersonId, PersonId>();
    for (const id of ids) now.set(id, names.has(id) ? id : await leads.personOf(id));
    const moved = [...now.values()].filter((id) => !names.has(id));
    const more = await leads.namesOf(moved);
    const people = Map.groupBy(named, ({ viewer }) => now.get(viewer as PersonId)!);
    // Who was erased has no name: what they watched is nobody's.
    return [...people].flatMap(([personId, own]) => {
      const name = names.get(personId) ?? more.get(personId);
      return name === undefined ? [] : [{ personId, name, own }];
    });
  }

  /** Offers that lead somewhere, in the order in which they were first shown. */
  async function followed({ _id, sessionId }: ReplayRow): Promise<Viewers['offers']> {
    const [shown, counts] = await Promise.all([deps.offers.shown(sessionId), deps.offerClicks.counts(_id)]);
    const texts = new Map(
      shown.flatMap(({ offerId, link, title, text }) => (link === null ? [] : [[offerId, title || text] as const])),
    );
    return [...texts].map(([id, text]) => ({ id, text, viewers: counts.get(id) ?? 0 }));
  }

  return {
    existing,

    /** @throws ProblemError `not-found` for no session of ours */
    async list(sessionId: SessionId): Promise<{ items: ReplayEntry[] }> {
      const { title } = await sessions.get(sessionId);
      const rows = await repository.ofSession(sessionId);
      return { items: await Promise.all(rows.map((row) => present(row, title))) };
    },

    /** @throws ProblemError `not-found`; `validation-failed` without a password where one is needed, or for a time that is over */
    async publish(replayId: ReplayId, { access, password, expiresAt }: Publication): Promise<ReplayEntry> {
      const replay = await existing(replayId);
      if ((await sessions.get(replay.sessionId)).phase === 'closed') throw new ProblemError('illegal-transition');
      const until = expiresAt === null ? null : new Date(expiresAt);
      if (until !== null && until <= clock.now())
        throw issue('/expiresAt', 'Please choose a time that is still to come.');
      if (access === 'password' && password === undefined && replay.passwordHash === null)
        throw issue('/password', 'Please choose a password.');
      const passwordHash = password === undefined ? replay.passwordHash : await deps.passwords.hash(password);
      const publishedAt = replay.publication === 'published' ? replay.publishedAt : clock.now();
      const set = { publication: 'published', publishedAt, access, expiresAt: until } as const;
      return changed(
        await repository.publish(replayId, { ...set, passwordHash: access === 'password' ? passwordHash : null }),
      );
    },

    /** Harmless for one that is not published. @throws ProblemError `not-found` */
    async takeDown(replayId: ReplayId): Promise<ReplayEntry> {
      const taken = await repository.takeDown(replayId);
      return taken === null ? present(await existing(replayId)) : changed(taken);
    },

    /** @throws ProblemError `not-found`; `validation-failed` for one that lies behind the end */
    async setChapters(replayId: ReplayId, chapters: readonly { atMs: number; title: string }[]): Promise<ReplayEntry> {
      const { durationMs } = await existing(replayId);
      const late = chapters.findIndex(({ atMs }) => atMs >= (durationMs ?? Number.POSITIVE_INFINITY));
      if (late >= 0) throw issue(`/chapters/${late}/atMs`, 'The replay is over by then.');
      const own = chapters.length === 0 ? null : chapters.toSorted((a, b) => a.atMs - b.atMs);
      return changed(await repository.setChapters(replayId, own));
    },

    /** @throws ProblemError `not-found`, `illegal-transition` */
    retry: async (replayId: ReplayId): Promise<ReplayEntry> =>
      present(await deps.composing.again(currentTenantId(), await existing(replayId))),

    /** What happened in the masterclass, where the film shows it. @throws ProblemError `not-found` */
    async marks(replayId: ReplayId): Promise<{ items: ReplayMark[] }> {
      const replay = await existing(replayId);
      const { items } = await deps.timeline.of(replay.sessionId);
      return {
        items: items.flatMap((moment) => {
          const recordedMs = Date.parse(moment.at) - replay.recordedAt.getTime();
          const isOfPause = moment.kind === 'recording-paused';
          const atMs = isOfPause ? mediaTimeOf(replay.spans, recordedMs) : shownTimeOf(replay, recordedMs);
          return atMs === null ? [] : [{ ...moment, atMs }];
        }),
      };
    },

    /** Who has watched how much, the most first; apart from who was there live (G-06). @throws ProblemError `not-found` */
    async viewers(replayId: ReplayId): Promise<Viewers> {
      const replay = await existing(replayId);
      const length = replay.durationMs ?? 0;
      const rows = await views.latest(replayId, MOST_VIEWERS);
      const items = (await byPerson(rows)).map(({ personId, name, own }) => {
        const seconds = countSeconds(unionOf(own.map((row) => row.seconds)));
        const lastAt = new Date(Math.max(...own.map((row) => row.lastAt.getTime()))).toISOString();
        return { personId, name, seconds, share: seconds / secondsIn(length), lastAt };
      });
      const unnamed = rows.filter(({ viewer }) => viewer.startsWith('visit_'));
      return {
        items: items.sort((a, b) => b.seconds - a.seconds || a.name.localeCompare(b.name)),
        unnamed: {
          visits: unnamed.length,
          seconds: unnamed.reduce((sum, { seconds }) => sum + countSeconds(seconds), 0),
        },
        counts: viewersPerStep(
          rows.map(({ seconds }) => seconds),
          length,
          STEP_SECONDS,
        ),
        stepSeconds: STEP_SECONDS,
        offers: await followed(replay),
      };
    },
  };
}
export type ReplaysService = ReturnType<typeof createReplaysService>;

const issue = (pointer: string, message: string): ProblemError =>
  new ProblemError('validation-failed', { issues: [{ in: 'body', pointer, message }] });
