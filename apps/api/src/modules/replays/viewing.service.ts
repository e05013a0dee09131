import { randomBytes } from 'node:crypto';
import {
  ProblemError,
  type OfferId,
  type OpenedReplay,
  type PersonId,
  type replays,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { currentTenantId, tenantKey } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import type { PasswordHasher } from '../accounts/index.ts';
import { leadMerges } from '../leads/index.ts';
import type { JoinLinks } from '../sessions/index.ts';
import { CAPTIONS_FILE, captionsInReplay } from './captions.ts';
import { chaptersOf } from './chapters.ts';
import type { OfferOnScreen, OrderLinks } from '../offers/index.ts';
import { MASTER, MEDIA_FILE, mediaTypeOf } from './playlists.ts';
import { isOfferOver, placeOffers } from './replay-offers.ts';
import type { ReplayOffersRepository } from './replay-offers.repository.ts';
import { isMemberGrant, type ReplayGrant, type ReplayGrants } from './replay-grants.ts';
import type { ReplayFiles } from './replay-files.ts';
import type { ReplayMoments } from './replay-moments.ts';
import type { ReplayViewsRepository } from './replay-views.repository.ts';
import { gateOf, isOver, type Shown } from './replays.policy.ts';
import type { ReplaysRepository } from './replays.repository.ts';
import type { Registrant, ReplayRow } from './replays.types.ts';
import { watchedSeconds } from './watched-seconds.ts';

export interface ViewingDeps {
  readonly repository: ReplaysRepository;
  readonly views: ReplayViewsRepository;
  readonly offerClicks: ReplayOffersRepository;
  readonly files: ReplayFiles;
  readonly grants: ReplayGrants;
  readonly moments: ReplayMoments;
  readonly joinLinks: Pick<JoinLinks, 'leadOf'>;
  readonly leads: { findRegistered(leadId: NonNullable<ReturnType<JoinLinks['leadOf']>>): Promise<Registrant | null> };
  readonly sessions: {
    titleOf(sessionId: SessionId): Promise<string>;
    /** Masterclasses that somebody was in, the newest first. */
    attendedBy(personId: Registrant['personId']): Promise<SessionId[]>;
    /** How many seats it has; null without a limit. */
    capacityOf(sessionId: SessionId): Promise<number | null>;
  };
  readonly seats: {
    /** Of one person, the newest first; `unpaid` where one is held that is not paid, or not any more. */
    ofPerson(personId: PersonId): Promise<readonly { readonly sessionId: SessionId; readonly state: string }[]>;
  };
  /** What was said in a recording; null where nobody has written it down. */
  readonly captions: {
    languageOf(replay: Pick<ReplayRow, 'sessionId' | 'recordingId'>): Promise<string | null>;
    /** WebVTT, at the times of the recording. */
    textOf(recordingId: ReplayRow['recordingId']): Promise<string | null>;
  };
  readonly offers: {
    /** Everything that was on the screens of a masterclass, in its order. */
    shown(sessionId: SessionId): Promise<OfferOnScreen[]>;
  };
  /** The way to an order of what a replay offers. */
  readonly orderLinks: Pick<OrderLinks, 'tokenFor'>;
  readonly entitlements: {
    /** The masterclasses whose replay somebody has bought. */
    replaysOf(personId: PersonId): Promise<readonly SessionId[]>;
  };
  /** Who was shut out of a room; they see no replay of it by their own link either. */
  readonly bans: { isBanned(sessionId: SessionId, personId: PersonId): Promise<boolean> };
  readonly passwords: Pick<PasswordHasher, 'verify'>;
  readonly clock: Clock;
}

type By = z.output<typeof replays.openReplay.body>['by'];
type Progress = z.output<typeof replays.noteReplayProgress.body>;

/** So long may somebody watch before they ask again; a page does that by itself. */
const GRANT_MS = 6 * 3_600_000;
/** So long may a segment still be read after a replay was taken down. */
const KNOWN_MS = 5000;
/** Nobody has watched more since they last told of it: a page tells every few seconds. */
const MOST_TOLD_MS = 20 * 60_000;

/** Whom something is counted for: since their grant was given they may have become part of somebody else. */
const viewerOf = ({ viewer }: ReplayGrant): Promise<string> => leadMerges.personOf(viewer);

/** What viewers ask for: the way in, the film, what was written, and how far they are (C-13). */
export function createViewingService(deps: ViewingDeps) {
  const { repository, views, files, grants, moments, sessions, clock } = deps;
  const known = new LRUCache<string, ReplayRow>({ max: 2000, ttl: KNOWN_MS });
  const shutOut = new LRUCache<string, boolean>({ max: 10_000, ttl: KNOWN_MS });

  /**
   * Whether a viewer was shut out of the masterclass, or what opened its replay to them is closed by now; every segment asks for it,
   * so it is remembered for a moment.
   */
  async function isShutOut(replay: ReplayRow, grant: ReplayGrant): Promise<boolean> {
    if (!grant.viewer.startsWith('per_')) return false;
    const key = tenantKey(currentTenantId(), 'cache', 'replay-shut-out', replay._id, grant.viewer);
    const kept = shutOut.get(key);
    if (kept !== undefined) return kept;
    const personId = (await viewerOf(grant)) as PersonId;
    const banned = (await deps.bans.isBanned(replay.sessionId, personId)) || (await isClosed(replay, personId));
    shutOut.set(key, banned);
    return banned;
  }

  /** Whether it was open to somebody who has paid, and has their money back. */
  async function isClosed({ access, sessionId }: ReplayRow, personId: PersonId): Promise<boolean> {
    if (access !== 'buyers' && access !== 'registrants') return false;
    if ((await deps.entitlements.replaysOf(personId)).includes(sessionId)) return false;
    if (access === 'buyers') return true;
    const seats = await deps.seats.ofPerson(personId);
    return seats.some((seat) => seat.sessionId === sessionId && seat.state === 'unpaid');
  }

  /** Every segment asks for it, so it is remembered for a moment; what would be refused is looked at again. */
  async function remembered(grant: ReplayGrant): Promise<ReplayRow | null> {
    const key = tenantKey(currentTenantId(), 'cache', 'replay', grant.replayId);
    const kept = known.get(key);
    if (kept?.film != null && holds(grant, kept)) return kept;
    const replay = await repository.find(grant.replayId);
    if (replay !== null) known.set(key, replay);
    return replay;
  }

  /** @throws ProblemError `not-found` for a grant that is not ours, is over, or was ended */
  async function granted(text: string): Promise<{ grant: ReplayGrant; replay: ReplayRow; film: string }> {
    const grant = grants.read(currentTenantId(), text);
    const replay = grant === null ? null : await remembered(grant);
    if (grant === null || replay?.film == null || !holds(grant, replay)) throw new ProblemError('not-found');
    if (await isShutOut(replay, grant)) throw new ProblemError('not-found');
    return { grant, replay, film: replay.film };
  }

  function holds(grant: ReplayGrant, replay: ReplayRow): boolean {
    if (isMemberGrant(grant)) return true;
    const isCurrent = replay.publication === 'published' && replay.accessVersion === grant.accessVersion;
    return isCurrent && !isOver(replay, clock.now());
  }

  /** @throws ProblemError `invalid-ticket` for a link that is not a person's of this tenant */
  async function registrantOf(tenantId: TenantId, token: string): Promise<Registrant> {
    const leadId = deps.joinLinks.leadOf(tenantId, token);
    const registrant = leadId === null ? null : await deps.leads.findRegistered(leadId);
    if (registrant === null) throw new ProblemError('invalid-ticket');
    return registrant;
  }

  /**
   * The masterclasses whose replays are somebody's: those that they have a seat in, or were in. What they first registered for is
   * one where it has room for all, or nobody noted whether they had a seat. Whoever only waited, or whose seat was taken back, is
   * no registrant, and neither is who has not paid theirs. What they have bought is theirs in any case.
   */
  async function sessionsOf({ personId, sessionId }: Registrant) {
    const [seats, attended, bought] = await Promise.all([
      deps.seats.ofPerson(personId),
      sessions.attendedBy(personId),
      deps.entitlements.replaysOf(personId),
    ]);
    const unpaid = new Set(seats.flatMap((seat) => (seat.state === 'unpaid' ? [seat.sessionId] : [])));
    const held = seats.flatMap((seat) => (seat.state === 'held' ? [seat.sessionId] : []));
    const counts =
      sessionId !== null &&
      (seats.every((seat) => seat.sessionId !== sessionId) || (await sessions.capacityOf(sessionId)) === null);
    const own = [...held, ...attended, ...(counts ? [sessionId] : [])].filter((id) => !unpaid.has(id));
    return { all: [...new Set([...own, ...bought])], bought: new Set(bought) };
  }

  /** What somebody finds behind their own link. */
  async function replayOf(
    registrant: Registrant,
    wanted?: SessionId,
  ): Promise<{ readonly replay: ReplayRow | null; readonly hasBought: boolean }> {
    const { all, bought } = await sessionsOf(registrant);
    const ids = wanted === undefined ? all : all.filter((id) => id === wanted);
    const isBanned = (id: SessionId) => deps.bans.isBanned(id, registrant.personId);
    const isForOthers = ({ access, sessionId }: Pick<ReplayRow, 'access' | 'sessionId'>) =>
      access === 'buyers' && !bought.has(sessionId);
    // One for buyers alone stands before nobody's way to another one.
    const replay =
      (await repository.newestPublished(ids, async (row) => isForOthers(row) || isBanned(row.sessionId))) ??
      (await repository.newestPublished(ids, (row) => isBanned(row.sessionId)));
    return { replay, hasBought: replay !== null && bought.has(replay.sessionId) };
  }

  /** The replay behind a link; for a person, the newest of their masterclasses. */
  async function behind(
    tenantId: TenantId,
    by: By,
  ): Promise<{ replay: ReplayRow | null; registrant: Registrant | null; hasBought: boolean }> {
    if ('key' in by) {
      const replay = await repository.findByKey(by.key);
      if (replay?.publication !== 'published') throw new ProblemError('not-found');
      return { replay, registrant: null, hasBought: false };
    }
    const registrant = await registrantOf(tenantId, by.token);
    return { ...(await replayOf(registrant, by.sessionId)), registrant };
  }

  async function present(replay: ReplayRow, viewer: string, expiresAt: Date): Promise<OpenedReplay> {
    const counted = !viewer.startsWith('mem_');
    const [title, questions, language, positionMs] = await Promise.all([
      sessions.titleOf(replay.sessionId),
      moments.questions(replay),
      deps.captions.languageOf(replay),
      viewer.startsWith('per_') ? views.positionOf(replay._id, viewer) : null,
    ]);
    const { _id: replayId, accessVersion } = replay;
    const grant = grants.issue(currentTenantId(), { replayId, accessVersion, viewer, expiresAt });
    return {
      state: 'open',
      replay: {
        title,
        recordedAt: replay.recordedAt.toISOString(),
        durationMs: replay.durationMs ?? 0,
        chapters: chaptersOf(replay, questions),
        cuts: replay.cuts.map(({ atMs, missingMs, reason = 'lost' }) => ({ atMs, missingMs, reason })),
        captions:
          language === null ? [] : [{ language, label: nameOf(language), url: addressOf(grant, CAPTIONS_FILE) }],
        playlistUrl: addressOf(grant, MASTER),
        grant,
        expiresAt: expiresAt.toISOString(),
        positionMs,
        counted,
      },
    };
  }

  async function enter(
    tenantId: TenantId,
    by: By,
    shown: (replay: ReplayRow) => Promise<{ knows: boolean; as?: string }>,
  ) {
    const { replay, registrant, hasBought } = await behind(tenantId, by);
    if (replay === null) return { state: 'none' } satisfies OpenedReplay;
    const { knows, as } = await shown(replay);
    const facts: Shown = { isRegistrant: registrant !== null, knowsPassword: knows, hasBought };
    const gate = gateOf(replay, facts, clock.now());
    if (gate === 'open') {
      const viewer = registrant?.personId ?? as ?? `visit_${randomBytes(12).toString('base64url')}`;
      const until = Math.min(clock.now().getTime() + GRANT_MS, replay.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY);
      return present(replay, viewer, new Date(until));
    }
    const title = await sessions.titleOf(replay.sessionId);
    if (gate !== 'processing') return { state: gate, title } satisfies OpenedReplay;
    return { state: gate, title, percent: replay.percent, etaSeconds: replay.etaSeconds } satisfies OpenedReplay;
  }

  return {
    /**
     * The way in without a password, or with a grant that was given for one.
     * @throws ProblemError `not-found`, `invalid-ticket`
     */
    open(tenantId: TenantId, by: By, earlier: string | undefined): Promise<OpenedReplay> {
      const grant = earlier === undefined ? null : grants.read(tenantId, earlier);
      return enter(tenantId, by, async (replay) => {
        const knows = grant?.replayId === replay._id && !isMemberGrant(grant) && holds(grant, replay);
        // Whoever comes back without a name goes on with their visit: it is counted once.
        return knows && grant.viewer.startsWith('visit_') ? { knows, as: grant.viewer } : { knows };
      });
    },

    /** @throws ProblemError `wrong-password`, `not-found`, `invalid-ticket`, `too-many-requests` */
    unlock: (tenantId: TenantId, by: By, password: string): Promise<OpenedReplay> =>
      enter(tenantId, by, async ({ passwordHash }) => {
        if (!(await deps.passwords.verify(passwordHash, password))) throw new ProblemError('wrong-password');
        return { knows: true };
      }),

    /** For a member, published or not. It is not counted. */
    preview(replay: ReplayRow, membershipId: string): Promise<OpenedReplay> {
      if (replay.film === null) throw new ProblemError('not-found');
      return present(replay, membershipId, new Date(clock.now().getTime() + GRANT_MS));
    },

    /** A file of the film. @throws ProblemError `not-found` */
    async media(grantText: string, file: string) {
      const { replay, film } = await granted(grantText);
      if (file === CAPTIONS_FILE) {
        const text = await deps.captions.textOf(replay.recordingId);
        if (text === null) throw new ProblemError('not-found');
        return { content: [Buffer.from(captionsInReplay(text, replay.spans))], mediaType: mediaTypeOf(file) };
      }
      const content = MEDIA_FILE.test(file) ? await files.read(replay._id, film, file) : null;
      if (content === null) throw new ProblemError('not-found');
      return { content, mediaType: mediaTypeOf(file) };
    },

    /** @throws ProblemError `not-found` */
    async moments(grantText: string, after: number) {
      const { grant, replay } = await granted(grantText);
      const isFirst = after === 0;
      const [page, questions, shown] = await Promise.all([
        moments.messages(replay, after),
        isFirst ? moments.questions(replay) : [],
        isFirst ? deps.offers.shown(replay.sessionId) : [],
      ]);
      return { ...page, questions, offers: placeOffers(replay, shown, clock.now(), grant.viewer) };
    },

    /**
     * Somebody follows an offer out of the film. It is counted here, apart from the clicks in the room; a member's is not.
     * @returns where it leads
     * @throws ProblemError `not-found`; `forbidden` for whoever cannot order; `offer-over` where its time is over, whatever the page believes
     */
    async followOffer(grantText: string, offerId: OfferId): Promise<string> {
      const { grant, replay } = await granted(grantText);
      const last = (await deps.offers.shown(replay.sessionId)).findLast((each) => each.offerId === offerId);
      if (last === undefined || (last.link === null && last.sells === null)) throw new ProblemError('not-found');
      if (isOfferOver(last, clock.now())) throw new ProblemError('offer-over');
      const viewer = await viewerOf(grant);
      // Whoever has no name has no order; of what the team follows, it is shown what the way is like.
      if (last.link === null && !viewer.startsWith('per_')) throw new ProblemError('forbidden');
      if (!isMemberGrant(grant))
        await deps.offerClicks.addClick({ replayId: replay._id, offerId, viewer }, clock.now());
      if (last.link !== null) return last.link;
      const way = { offerId, personId: viewer as PersonId, followedAt: clock.now() };
      return `/order/${deps.orderLinks.tokenFor(currentTenantId(), way)}`;
    },

    /** @throws ProblemError `not-found`; `validation-failed` for more than can have been watched */
    async progress(grantText: string, { positionMs, ranges }: Progress): Promise<void> {
      const { grant, replay } = await granted(grantText);
      if (ranges.reduce((sum, { fromMs, toMs }) => sum + Math.max(0, toMs - fromMs), 0) > MOST_TOLD_MS)
        throw new ProblemError('validation-failed', {
          issues: [{ in: 'body', pointer: '/ranges', message: 'Nobody has watched so much since.' }],
        });
      if (isMemberGrant(grant)) return;
      const durationMs = replay.durationMs ?? 0;
      const watched = {
        seconds: watchedSeconds(ranges, durationMs),
        positionMs: Math.min(positionMs, durationMs),
        at: clock.now(),
      };
      await views.add({ replayId: replay._id, viewer: await viewerOf(grant) }, watched);
    },

    /**
     * Where in its replay, in milliseconds, something of a masterclass is for somebody; null where they do not find that replay
     * behind their link without more, or it has no such place.
     */
    async placeFor(registrant: Registrant, sessionId: SessionId, at: Date): Promise<number | null> {
      const { replay, hasBought } = await replayOf(registrant);
      if (replay?.sessionId !== sessionId) return null;
      const gate = gateOf(replay, { isRegistrant: true, knowsPassword: false, hasBought }, clock.now());
      return gate === 'open' ? moments.placeOf(replay, at) : null;
    },

    /** Those of these masterclasses of which whoever has bought it finds a replay. */
    async withFilm(sessionIds: readonly SessionId[]): Promise<ReadonlySet<SessionId>> {
      const newest = await repository.newestOfEach(sessionIds);
      const open = newest.filter((replay) => replay.state === 'ready' && !isOver(replay, clock.now()));
      return new Set(open.map(({ sessionId }) => sessionId));
    },

    /** Those of these masterclasses of which somebody who was in them finds a replay behind their link. */
    async withReplay(sessionIds: readonly SessionId[]): Promise<ReadonlySet<SessionId>> {
      const newest = await repository.newestOfEach(sessionIds);
      const shown = newest.filter(
        (replay) => replay.state === 'ready' && replay.access !== 'buyers' && !isOver(replay, clock.now()),
      );
      return new Set(shown.map(({ sessionId }) => sessionId));
    },
  };
}
export type ViewingService = ReturnType<typeof createViewingService>;

const addressOf = (grant: string, file: string): string => `/api/v1/replays/with/${grant}/media/${file}`;
/** A language in its own words. */
const nameOf = (language: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
