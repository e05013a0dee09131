import {
  FIRST_LAYOUT,
  ProblemError,
  SessionEnded,
  SessionWentLive,
  type PersonId,
  type registrations,
  type RoomStatus,
  type SessionId,
  type sessions,
  type site,
  type StageLayout,
  type TenantId,
} from '@stageline/contracts';
import { roomStatusOf } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { Tickets } from '@stageline/platform/tickets';
import { currentTenantId } from '@stageline/tenancy';
import type { z } from 'zod';
import type { MemberActor } from '../../http/route.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { NextSession } from './next-session.ts';
import type { RoomChannel, RoomState } from './room-channel.ts';
import type { RoomTeam } from './room-team.service.ts';
import { createSeriesService, type SeriesServiceDeps } from './series.service.ts';
import { createSessionPlans, type SessionPlansDeps } from './session-plans.service.ts';
import type { SessionViews } from './session-views.ts';
import { captioningOf, presentAnnounced, presentPublicSession } from './sessions.presenter.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type {
  ChatCursor,
  MediaControl,
  SessionCaptioning,
  SessionRecording,
  SessionRow,
  TeamDirectory,
} from './sessions.types.ts';

export interface SessionsServiceDeps {
  readonly repository: SessionsRepository;
  readonly next: NextSession;
  readonly views: SessionViews;
  readonly plans: Omit<SessionPlansDeps, 'planned' | 'announce'>;
  readonly series: Omit<SeriesServiceDeps, 'planned' | 'announce'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly tickets: Pick<Tickets, 'sign'>;
  readonly members: Pick<TeamDirectory, 'find'>;
  readonly team: Pick<RoomTeam, 'assertRole'>;
  readonly chat: ChatCursor;
  readonly room: RoomChannel;
  readonly hints: Hints;
  readonly media: Pick<MediaControl, 'inviteSpeaker'>;
}

type HostEntry = z.output<typeof sessions.openRoom.response>;

/** The masterclasses of the current tenant, and their rooms. */
export function createSessionsService(deps: SessionsServiceDeps) {
  const { repository, next, views, unitOfWork, clock, tickets, members, team, chat, room, hints, media } = deps;

  async function existing(sessionId: SessionId): Promise<SessionRow> {
    const session = await repository.find(sessionId);
    if (session === null) throw new ProblemError('not-found');
    return session;
  }

  async function stateOf(session: SessionRow): Promise<RoomState> {
    const lastSequence = await chat.lastSequence(session._id);
    const { viewers, recording } = session;
    const status = roomStatusOf(session.status);
    const told = recording ? tellRecording(recording) : null;
    return { status, viewers, lastSequence, layout: session.layout ?? FIRST_LAYOUT, recording: told };
  }

  async function announceTo(session: SessionRow): Promise<void> {
    room.state(currentTenantId(), session._id, await stateOf(session));
  }

  /** Tells the dashboards of another one. */
  function planned({ _id }: SessionRow): void {
    next.forget();
    hints.send([appRooms.hosts(currentTenantId())], 'session', _id);
  }

  /** Tells the room and the dashboards; clients that miss it see the state when they connect again. */
  async function announce(session: SessionRow): Promise<void> {
    next.forget();
    await announceTo(session);
    hints.send([appRooms.hosts(currentTenantId())], 'session', session._id);
  }

  /** For the team. */
  const one = async (session: SessionRow): Promise<sessions.SessionView> => (await views.list([session]))[0]!;

  const plans = createSessionPlans({ ...deps.plans, planned, announce });

  /** One step of the state machine with its event. @throws ProblemError `not-found`, `illegal-transition` */
  async function step(sessionId: SessionId, to: 'live' | 'ended'): Promise<SessionRow> {
    const now = clock.now();
    return unitOfWork.run(async (tx) => {
      const session =
        to === 'live'
          ? await repository.transition(sessionId, 'scheduled', 'live', { startedAt: now })
          : await repository.transition(sessionId, 'live', 'ended', { endedAt: now, recording: null });
      if (session === null) {
        await existing(sessionId);
        throw new ProblemError('illegal-transition');
      }
      tx.record(to === 'live' ? SessionWentLive : SessionEnded, { sessionId, at: now.toISOString() });
      tx.afterCommit(() => announce(session));
      return session;
    });
  }

  return {
    ...plans,

    /** Those that repeat. */
    series: createSeriesService({ ...deps.series, planned, announce }),

    /** What is live or still to come by its start, then what is past, newest first. */
    async list(): Promise<{ items: sessions.SessionView[] }> {
      return { items: await views.list(await repository.list(clock.now())) };
    },

    /** @throws ProblemError `not-found` */
    get: async (sessionId: SessionId): Promise<sessions.SessionView> => one(await existing(sessionId)),

    /** The same with its seats counted. @throws ProblemError `not-found` */
    whole: async (sessionId: SessionId): Promise<sessions.SessionView> => views.whole(await existing(sessionId)),

    /** Opens the session to its audience. @throws ProblemError `not-found`, `illegal-transition` */
    goLive: async (sessionId: SessionId): Promise<sessions.SessionView> => one(await step(sessionId, 'live')),

    /** Ends it for everybody; the media follows by its event. @throws ProblemError `not-found`, `illegal-transition` */
    end: async (sessionId: SessionId): Promise<sessions.SessionView> => one(await step(sessionId, 'ended')),

    /** The same by somebody who has to be a host or co-host there. @throws ProblemError also `forbidden` */
    async goLiveAs(actor: MemberActor, sessionId: SessionId): Promise<sessions.SessionView> {
      await existing(sessionId);
      await team.assertRole(actor, sessionId, ['host', 'cohost']);
      return one(await step(sessionId, 'live'));
    },

    /** The same by somebody who has to be a host there. @throws ProblemError also `forbidden` */
    async endAs(actor: MemberActor, sessionId: SessionId): Promise<sessions.SessionView> {
      await existing(sessionId);
      await team.assertRole(actor, sessionId, ['host']);
      return one(await step(sessionId, 'ended'));
    },

    /** How the stage is shown from now on; the room is told. @throws ProblemError `not-found`; `illegal-transition` once it has ended */
    async setLayout(sessionId: SessionId, layout: StageLayout): Promise<void> {
      const session = await repository.setLayout(sessionId, layout);
      if (session !== null) return announceTo(session);
      await existing(sessionId);
      throw new ProblemError('illegal-transition');
    },

    /**
     * Marks a live session as being recorded, or no more, in the transaction of whoever records; the room is told. Ending is
     * harmless where nothing is recorded.
     * @throws ProblemError `not-found`, `not-live`, `illegal-transition` where it is being recorded already
     */
    async setRecording(tx: Transaction, sessionId: SessionId, recording: SessionRecording | null): Promise<void> {
      const session = await repository.setRecording(sessionId, recording);
      if (session !== null) return tx.afterCommit(() => announce(session));
      if (recording === null) return;
      const { status } = await existing(sessionId);
      throw new ProblemError(status === 'live' ? 'illegal-transition' : 'not-live');
    },

    /** What live captions go by. @throws ProblemError `not-found` */
    async captioning(sessionId: SessionId): Promise<SessionCaptioning> {
      return captioningOf(await existing(sessionId));
    },

    /**
     * Whether live captions are wanted, in the transaction of whoever makes them.
     * @throws ProblemError `not-found`; `illegal-transition` once it has ended
     */
    async setCaptions(sessionId: SessionId, isOn: boolean): Promise<SessionCaptioning> {
      const session = await repository.setCaptions(sessionId, isOn);
      if (session !== null) return captioningOf(session);
      await existing(sessionId);
      throw new ProblemError('illegal-transition');
    },

    /**
     * Tells the room that the recording of a live session is paused, or goes on, in the transaction of whoever does that.
     * @throws ProblemError `not-found`, `not-live`, `illegal-transition` where another recording runs, or none
     */
    async markRecording(tx: Transaction, sessionId: SessionId, recording: SessionRecording): Promise<void> {
      const session = await repository.markRecording(sessionId, recording);
      if (session !== null) return tx.afterCommit(() => announce(session));
      const { status } = await existing(sessionId);
      throw new ProblemError(status === 'live' ? 'illegal-transition' : 'not-live');
    },

    /**
     * The tickets of somebody of the team, and of support on a visit, who only observes and is seen by nobody (C-01). The media ticket is there before the session is live, so that they can prepare
     * behind the stage, and is null once it has ended.
     * @throws ProblemError `not-found`; `forbidden` to whoever has no role in that room
     */
    async openRoom(actor: MemberActor, sessionId: SessionId): Promise<HostEntry> {
      const session = await existing(sessionId);
      const isVisit = actor.support !== undefined;
      const role = isVisit ? 'observer' : await team.assertRole(actor, sessionId, ['host', 'cohost', 'moderator']);
      const member = isVisit ? null : await members.find(actor.membershipId);
      const displayName = member?.name ?? (isVisit ? 'Support' : 'Host');
      const identity = isVisit ? newId('mem') : actor.membershipId;
      const status = roomStatusOf(session.status);
      const isOpen = status === 'live' || (status === 'scheduled' && !isVisit);
      const claims = {
        tenantId: currentTenantId(),
        sessionId,
        role,
        identity,
        displayName,
        signInId: actor.signIn.id,
        ...(!isVisit && status === 'scheduled' && { backstage: true as const }),
      };
      return {
        identity,
        roomTicket: tickets.sign('room', claims),
        mediaTicket: isOpen ? tickets.sign('media', claims) : null,
        displayName,
        role,
        session: await one(session),
      };
    },

    /**
     * Asks somebody behind the stage before the session is live, and tells them. Harmless when repeated.
     * @throws ProblemError `not-found`; `illegal-transition` once it is live; `panel-full`
     */
    async inviteSpeaker(sessionId: SessionId, personId: PersonId, displayName: string): Promise<void> {
      if (roomStatusOf((await existing(sessionId)).status) !== 'scheduled')
        throw new ProblemError('illegal-transition');
      await media.inviteSpeaker(currentTenantId(), sessionId, personId, displayName);
      room.called(currentTenantId(), sessionId, personId);
    },

    /** The next masterclass as visitors see it, from memory; null when none is planned. */
    async nextSession(tenantId: TenantId): Promise<site.PublicSession | null> {
      const known = (await next.of(tenantId)).next;
      return known === null ? null : presentAnnounced(known, clock.now());
    },

    /** What a page says where nothing is next, from memory: what was called off, or the last that is over. */
    async pastSession(tenantId: TenantId): Promise<site.PublicSession | null> {
      const { past } = await next.of(tenantId);
      return past === null ? null : presentPublicSession(past, clock.now());
    },

    /** The next masterclass by its id alone, from memory: every registration asks for it. */
    async nextSessionId(tenantId: TenantId): Promise<SessionId | null> {
      return (await next.of(tenantId)).next?.row._id ?? null;
    },

    /** For the dashboard: the next session with its numbers, and the zone in which the site's days begin. */
    async dashboard(): Promise<{ nextSession: sessions.SessionView | null; viewersNow: number; timeZone: string }> {
      const row = await repository.findNext(clock.now());
      const timeZone = row?.timeZone ?? (await repository.findNewest())?.timeZone ?? 'UTC';
      const viewersNow = row?.status === 'live' ? row.viewers : 0;
      return { nextSession: row === null ? null : await one(row), viewersNow, timeZone };
    },

    /** The state of a room as its sockets are told it. @throws ProblemError `not-found` */
    roomState: async (sessionId: SessionId): Promise<RoomState> => stateOf(await existing(sessionId)),

    /** @throws ProblemError `not-found` */
    titleOf: async (sessionId: SessionId): Promise<string> => (await existing(sessionId)).title,

    /** @throws ProblemError `not-found` */
    statusOf: async (sessionId: SessionId): Promise<RoomStatus> => roomStatusOf((await existing(sessionId)).status),

    /** For whoever gives seats out, in their transaction; null for none of this tenant. */
    findForSeats: (sessionId: SessionId): Promise<SessionRow | null> => repository.find(sessionId),

    /** Those of these sessions that were announced, as visitors see them, in no order. */
    async publicSessions(sessionIds: readonly SessionId[]): Promise<site.PublicSession[]> {
      const rows = await repository.findMany(sessionIds);
      const known = await views.know(rows.filter(({ unannounced }) => unannounced !== true));
      return known.map((each) => presentPublicSession(each, clock.now()));
    },

    /** Seats changed: what was known of the site's next session may be wrong. */
    seatsChanged: (): void => next.forget(),
  };
}
export type SessionsService = ReturnType<typeof createSessionsService>;
export type PersonalEntry = z.output<typeof registrations.joinSession.response>;

const tellRecording = ({ id, since, pausedSince, pausedMs = 0 }: SessionRecording): RoomState['recording'] => ({
  id,
  since: since.toISOString(),
  pausedSince: pausedSince?.toISOString() ?? null,
  pausedMs,
});
