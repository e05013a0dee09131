import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  permissionsOfRoles,
  PLAIN_REGISTRATION,
  type LeadId,
  type MembershipId,
  type PersonId,
  type SessionId,
  type RegistrationForm,
  type RegistrationSettings,
  type TenantId,
  type TenantRole,
} from '@stageline/contracts';
import { createStorage } from '@stageline/integrations/storage';
import { createLogger, createSigner, newId } from '@stageline/platform';
import { connectMongo, prepareDatabase } from '@stageline/platform/mongo';
import { createDeadLetters, createRelay, createUnitOfWork } from '@stageline/platform/outbox';
import { createQueue, type Queue } from '@stageline/platform/queue';
import { connectRedis } from '@stageline/platform/redis';
import { createTickets } from '@stageline/platform/tickets';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import { createFakeClock, productMongo, testRedis } from '@stageline/testing';
import mongoose from 'mongoose';
import type { MemberActor } from '../http/route.ts';
import { createActivityModule } from '../modules/activity/index.ts';
import { assignmentTeam, createAssignmentModule } from '../modules/assignment/index.ts';
import { createAutomationsModule, type AutomationsModuleDeps } from '../modules/automations/index.ts';
import { createChatCursor, createChatModule, createRoomBans, type ChatModuleDeps } from '../modules/chat/index.ts';
import { createHeatModule } from '../modules/heat/index.ts';
import {
  createLeadsModule,
  leadAutomations,
  leadOwnership,
  leadResponses,
  placesNamed,
  placesOf,
  recentlyEnrolled,
  roomNameOf,
  visibleLeads,
} from '../modules/leads/index.ts';
import { createLineModule } from '../modules/line/index.ts';
import { earlyPrices } from '../modules/early-prices/index.ts';
import { entitled } from '../modules/entitlements/index.ts';
import { createMaterialsModule } from '../modules/materials/index.ts';
import { createMergesModule } from '../modules/merges/index.ts';
import { createNotificationsModule } from '../modules/notifications/index.ts';
import { ordersTold } from '../modules/orders/index.ts';
import { createOffersModule } from '../modules/offers/index.ts';
import { createOverviewModule } from '../modules/overview/index.ts';
import { createPipelinesModule } from '../modules/pipelines/index.ts';
import { createPollsModule } from '../modules/polls/index.ts';
import { createPlacesModule } from '../modules/places/index.ts';
import { createRecordingsModule } from '../modules/recordings/index.ts';
import { createReactionsModule } from '../modules/reactions/index.ts';
import {
  arrivalsOf,
  audienceOfTheDay,
  createJoinLinks,
  createMediaControl,
  createSessionsModule,
  recentAttendees,
  sessionsHeldSince,
  sessionTitles,
} from '../modules/sessions/index.ts';
import { createSeatsModule } from '../modules/seats/index.ts';
import { createRegistrationsModule, readPhone } from '../modules/registrations/index.ts';
import { createResponsesModule } from '../modules/responses/index.ts';
import { createEventStreams } from '../realtime/event-streams.ts';
import { createHints } from '../realtime/hints.ts';
import { bedSurroundings, type TeamMember } from './feature-bed-surroundings.ts';

export type { TeamMember, Told } from './feature-bed-surroundings.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const SECRET = 'a-secret-that-only-these-tests-know-0123456789';

/**
 * The modules of the main job over a real MongoDB, Redis and queue. Only what belongs to other modules is replaced: the
 * team, the site's content and the mailbox are plain values that a test sets and reads.
 */
export async function createFeatureBed() {
  const { url: redisUrl } = await testRedis();
  const { uri: mongoUri } = await productMongo('features');
  const connection = await connectMongo({ uri: mongoUri, logger });
  const redis = await connectRedis(redisUrl, { name: 'test' });
  const reports = await connectRedis(redisUrl, { name: 'test-reports' });
  const clock = createFakeClock('2026-03-01T12:00:00.000Z');
  const around = bedSurroundings();
  const { told, mails, sms, audited, broadcaster, members, sites, mailer, audit, settings } = around;
  const hints = createHints(broadcaster, clock);
  const tickets = createTickets({ secret: SECRET, redis, clock });
  const joinLinks = createJoinLinks(createSigner(SECRET));

  let nudge = () => undefined as void;
  const unitOfWork = createUnitOfWork({ connection, nudge: () => nudge() });
  const common = { unitOfWork, clock, hints, broadcaster, redis, logger };
  const lineModule = createLineModule({
    ...common,
    eventStreams: createEventStreams(),
    settings,
    signer: createSigner(SECRET),
    simulation: async () => around.simulations.get(currentTenantId()) ?? null,
  });
  const pipelines = createPipelinesModule({
    ...common,
    audit,
    holdsLeads: (pipelineId, stages) => leads.service.existsIn(pipelineId, stages),
  });
  const notifications = createNotificationsModule({
    ...common,
    siteTimeZone: async () => 'Europe/Berlin',
    recipient: members.recipient,
    leadsSomebody: async (id) => (await members.ledBy(id)).length > 0,
    siteFacts: sites.siteFacts,
    mailer,
    readNumber: (text) => readPhone(text)?.e164 ?? null,
    isPaused: () => false,
    letters: { 'lead-assigned': (notification, member) => leads.assignedLetter(notification, member) },
  });
  const leads = createLeadsModule({
    ...common,
    pipelines: pipelines.service,
    members,
    sites,
    notifier: notifications.service,
    audit,
    timeZone: async () => (await sessions.service.dashboard()).timeZone,
    onHere: (membershipId) => assignment.here(membershipId),
  });
  const heat = createHeatModule({
    ...common,
    members,
    assertVisible: (actor, leadId) => leads.service.get(actor, leadId),
  });
  const assignment = createAssignmentModule({
    ...common,
    ...assignmentTeam(members),
    audit,
    leads: leadOwnership,
    visibleTo: (actor) => visibleLeads(actor, members),
    assertVisible: (actor, leadId) => leads.service.get(actor, leadId),
    responseClocks: () => responses.service.clocks(),
  });
  const leaders = new Map<MembershipId, readonly MembershipId[]>();
  const responses = createResponsesModule({
    ...common,
    audit,
    leads: leadResponses,
    ownership: leadOwnership,
    notifier: notifications.service,
    siteTimeZone: async () => 'Europe/Berlin',
    leadersOf: async (id) => leaders.get(id) ?? [],
    queue: assignment.queue,
    pausedTenants: async () => [],
  });
  /** Sessions of which there is a replay. */
  const replayed = new Set<SessionId>();
  const sessionsDeps = {
    ...common,
    tickets,
    joinLinks,
    leads: leads.service,
    places: { enter: (leadId: LeadId, token: string) => places.service.enter(leadId, token) },
    site: around.site,
    sites,
    replays: { withReplay: async (ids: readonly SessionId[]) => new Set(ids.filter((id) => replayed.has(id))) },
    seats: {
      counts: (ids: readonly SessionId[]) => seats.service.counts(ids),
      ofPerson: (id: PersonId) => seats.service.ofPerson(id),
      waitingPosition: (seat: Parameters<typeof seats.service.waitingPosition>[0]) =>
        seats.service.waitingPosition(seat),
    },
    seatQueues: { open: (id: SessionId) => seats.service.openQueue(id) },
    handouts: { of: (sessionId: SessionId, personId: PersonId) => materials.service.handoutsOf(sessionId, personId) },
    members,
    audit,
    chat: createChatCursor(),
    bans: createRoomBans(),
    media: createMediaControl(redis),
    deadLetters: createDeadLetters(),
    pausedTenants: async () => [],
  };
  const sessions = createSessionsModule(sessionsDeps);
  /** What the form of every site asks; a test sets it. */
  const asking: { registration: RegistrationSettings; promoterName: string } = {
    registration: PLAIN_REGISTRATION,
    promoterName: 'Dana Reyes',
  };
  const seatsDeps = {
    ...common,
    audit,
    joinLinks,
    sessions: sessions.service,
    leads: leads.service,
    people: {
      localeOf: (id: PersonId) => registrations.service.localeOf(id),
      zoneOf: (id: PersonId) => registrations.service.zoneOf(id),
    },
    sites,
    asksProofFirst: async () => asking.registration.doubleOptIn,
    mailer,
    pausedTenants: async () => [],
  };
  const seats = createSeatsModule(seatsDeps);
  const storage = createStorage(
    {
      kind: 'embedded',
      directory: path.join(tmpdir(), `stageline-bed-${newId('job')}`),
      secret: SECRET,
      urlPrefix: '/storage',
    },
    { production: false, allowEmbedded: [] },
  );
  const recordings = createRecordingsModule({
    ...common,
    audit,
    members,
    storage,
    sessions: sessions.service,
    media: sessionsDeps.media,
    pausedTenants: async () => [],
  });
  const chatDeps: ChatModuleDeps = {
    ...common,
    audit,
    media: sessionsDeps.media,
    sessions: sessions.service,
    team: sessions.team,
    guests: {
      nameIn: async (sessionId, personId) =>
        (await arrivalsOf(sessionId, personId)).length === 0 ? null : roomNameOf(personId),
    },
    holding: async (sessionId) => ({
      offers: await offers.board.board(sessionId),
      polls: await polls.board.board(sessionId),
      materials: await materials.board.board(sessionId),
    }),
  };
  const chat = createChatModule(chatDeps);
  const pollsDeps = { ...common, audit, sessions: sessions.service, team: sessions.team, change: chat.change };
  const polls = createPollsModule(pollsDeps);
  const materialsDeps = {
    ...common,
    audit,
    storage,
    signer: createSigner(SECRET),
    sessions: sessions.service,
    change: chat.change,
    bans: createRoomBans(),
    queue: { enqueue: (...order: Parameters<typeof queue.enqueue>) => queue.enqueue(...order) } as Pick<
      Queue,
      'enqueue'
    >,
    workFolder: path.join(tmpdir(), `stageline-bed-${newId('job')}`),
    entitlements: entitled,
    pausedTenants: async () => [],
  };
  const materials = createMaterialsModule(materialsDeps);
  const reactionsDeps = { ...common, sessions: sessions.service };
  const reactions = createReactionsModule(reactionsDeps);
  const offersDeps = {
    ...common,
    audit,
    signer: createSigner(SECRET),
    sessions: sessions.service,
    team: sessions.team,
    change: chat.change,
    ordersTold,
    earlyAhead: (...of: Parameters<typeof earlyPrices.ahead>) => earlyPrices.ahead(...of),
    assertCanSell: async () => undefined,
    visibleTo: (actor: MemberActor) => visibleLeads(actor, members),
    pausedTenants: async () => [],
  };
  const offers = createOffersModule(offersDeps);
  const registrationsDeps = {
    ...common,
    audit,
    site: async () => asking,
    assertSession: (id: SessionId) => sessions.service.get(id),
    assertVisible: (actor: MemberActor, leadId: LeadId) => leads.service.get(actor, leadId),
    sessionTitles,
    leads: leads.service,
    seats: seats.service,
    registrations: seats.service,
    nextSession: () => sessions.service.nextSession(currentTenantId()),
    nextSessionId: () => sessions.service.nextSessionId(currentTenantId()),
    sites,
    joinLinks,
    mailer,
  };
  const registrations = createRegistrationsModule(registrationsDeps);
  const activityDeps = {
    ...common,
    settings,
    line: lineModule.service,
    attendees: { recent: recentAttendees, ofTheDay: audienceOfTheDay },
    leads: { enrolled: recentlyEnrolled, placesOf },
  };
  const activity = createActivityModule(activityDeps);
  const placesDeps = {
    ...common,
    settings,
    joinLinks,
    people: registrations.service,
    sites,
    audit,
    leads: leads.service,
    line: lineModule.service,
    feed: lineModule.feed,
    placesNamed,
    leaderboard: lineModule.leaderboard,
    activity: activity.service,
    seats: seats.service,
  };
  const places = createPlacesModule(placesDeps);
  const overview = createOverviewModule({
    leads: leads.statistics,
    sessions: sessions.service,
    calendar: { current: () => sessions.service.dashboard() },
    clock,
  });

  await prepareDatabase(connection);
  const queue = createQueue({ redisUrl, logger, backoffMs: 5 });
  const automationsDeps: AutomationsModuleDeps = {
    ...common,
    audit,
    leads: leadAutomations,
    moves: leads.moves,
    pipelines: pipelines.service,
    handOvers: assignment.handOvers,
    people: registrations.service,
    members,
    sites,
    mailer,
    notifier: notifications.service,
    joinLinks,
    sessionsHeldSince,
    datedSince: {},
    pausedTenants: async () => [],
    queue,
  };
  const automations = createAutomationsModule(automationsDeps);
  const mergesDeps = {
    ...common,
    audit,
    members,
    pipelines: pipelines.service,
    line: lineModule.merging,
    pausedTenants: async () => [],
  };
  const merges = createMergesModule(mergesDeps);
  const subscribers = [
    lineModule,
    merges,
    notifications,
    leads,
    heat,
    assignment,
    sessions,
    seats,
    recordings,
    chat,
    offers,
    polls,
    materials,
    registrations,
    automations,
  ].flatMap((module) => module.subscribers ?? []);
  const relay = createRelay({ connection, queue, redis, subscribers, logger });
  nudge = () => relay.nudge();
  await queue.start(automations.jobs ?? []);
  await relay.start();
  const sfuReports = sessions.sfuReports(reports, recordings.reports, logger);

  return {
    clock,
    redis,
    redisUrl,
    mongoUri,
    told,
    withoutTotals: around.withoutTotals,
    lineChanges: around.lineChanges,
    simulations: around.simulations,
    activity,
    activityDeps,
    mails,
    sms,
    notifications,
    responses,
    /** Who is told that a member has not answered. */
    leaders,
    tickets,
    joinLinks,
    unitOfWork,
    line: lineModule,
    leads,
    heat,
    assignment,
    automations,
    automationsDeps,
    merges,
    mergesDeps,
    pipelines,
    audited,
    sessions,
    sessionsDeps,
    seats,
    seatsDeps,
    replayed,
    recordings,
    storage,
    chat,
    chatDeps,
    offers,
    offersDeps,
    polls,
    pollsDeps,
    reactions,
    reactionsDeps,
    materials,
    materialsDeps,
    registrations,
    registrationsDeps,
    asking,
    places,
    placesDeps,
    overview,
    sfuReports,
    relay,
    members,

    /** A new tenant with a team of active reps of these names. */
    tenant(...reps: string[]): { id: TenantId; slug: string; team: TeamMember[] } {
      const id = newId('tnt');
      const list = reps.map((name): TeamMember => {
        const email = `${name.toLowerCase()}@team.example`;
        return { id: newId('mem'), name, email, roles: ['rep'], locale: 'en', rank: 1, active: true };
      });
      around.teams.set(id, list);
      return { id, slug: 'site', team: list };
    },
    in: <T>(tenantId: TenantId, fn: () => Promise<T>): Promise<T> => runInTenant(tenantId, fn),
    /** Registers somebody who then proves their address. @returns their personal link's token */
    join(tenantId: TenantId, form: RegistrationForm): Promise<string> {
      return runInTenant(tenantId, async () => {
        await registrations.service.register(form, { source: 'api' });
        const { items } = await leads.service.list(ownerOf(clock.now()), { limit: 100 });
        const { id } = items.find(({ person }) => person.email === form.email)!;
        const token = joinLinks.tokenFor(tenantId, id);
        await places.service.confirm(token);
        return token;
      });
    },
    /** A model by its name: a test may look at what another module keeps. */
    model: (
      name:
        | 'Lead'
        | 'LineMember'
        | 'LineCounter'
        | 'Person'
        | 'Session'
        | 'Attendance'
        | 'ChatMessage'
        | 'Seat'
        | 'SeatQueue',
    ): any => mongoose.models[name],
    /** Until every event has been handled. */
    settle: () => relay.drain(),
    actor: (id: MembershipId, ...roles: TenantRole[]): MemberActor => actorOf(clock.now(), id, roles),
    async close(): Promise<void> {
      await sfuReports.close();
      await relay.close();
      await queue.close();
      reports.disconnect();
      await redis.quit();
      await mongoose.disconnect();
      await storage.deleteFolder('tenants');
    },
  };
}
export type FeatureBed = Awaited<ReturnType<typeof createFeatureBed>>;

function actorOf(now: Date, membershipId: MembershipId, roles: readonly TenantRole[]): MemberActor {
  const signIn = { id: newId('sin'), provedAt: now.getTime(), strong: false };
  const permissions = permissionsOfRoles(roles);
  return { kind: 'member', accountId: newId('acc'), membershipId, roles, permissions, signIn };
}
const ownerOf = (now: Date): MemberActor => actorOf(now, newId('mem'), ['owner']);
