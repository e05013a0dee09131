import {
  permissionsOfRoles,
  type LeadId,
  type Locale,
  type MembershipId,
  type RegistrationForm,
  type RoleRef,
  type SimulationSettings,
  type TenantId,
  type TenantRole,
} from '@stageline/contracts';
import { createLogger, createSigner, newId } from '@stageline/platform';
import { connectMongo, prepareDatabase } from '@stageline/platform/mongo';
import { createDeadLetters, createRelay, createUnitOfWork } from '@stageline/platform/outbox';
import { createQueue } from '@stageline/platform/queue';
import { connectRedis } from '@stageline/platform/redis';
import { createTickets } from '@stageline/platform/tickets';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import { createFakeClock, testMongo, testRedis } from '@stageline/testing';
import mongoose from 'mongoose';
import type { MemberActor } from '../http/route.ts';
import type { AuditRecord } from '../modules/audit/index.ts';
import { createActivityModule } from '../modules/activity/index.ts';
import { assignmentTeam, createAssignmentModule } from '../modules/assignment/index.ts';
import { createAutomationsModule, type AutomationsModuleDeps } from '../modules/automations/index.ts';
import { createChatCursor, createChatModule } from '../modules/chat/index.ts';
import { createHeatModule } from '../modules/heat/index.ts';
import {
  createLeadsModule,
  leadAutomations,
  leadOwnership,
  leadResponses,
  placesNamed,
  placesOf,
  recentlyEnrolled,
  type OutgoingMail,
} from '../modules/leads/index.ts';
import { createLineModule, type LineSettingsReader } from '../modules/line/index.ts';
import { createMergesModule } from '../modules/merges/index.ts';
import { createNotificationsModule } from '../modules/notifications/index.ts';
import { createOverviewModule } from '../modules/overview/index.ts';
import { createPipelinesModule } from '../modules/pipelines/index.ts';
import { createPlacesModule } from '../modules/places/index.ts';
import {
  audienceOfTheDay,
  createJoinLinks,
  createMediaControl,
  createSessionsModule,
  recentAttendees,
  sessionsHeldSince,
} from '../modules/sessions/index.ts';
import { createRegistrationsModule, readPhone } from '../modules/registrations/index.ts';
import { createResponsesModule } from '../modules/responses/index.ts';
import type { Broadcaster, SocketPeer, SocketTools } from '../realtime/binding.ts';
import { createEventStreams } from '../realtime/event-streams.ts';
import { createHints } from '../realtime/hints.ts';

/** One broadcast, as a module sent it. */
export interface Told {
  readonly namespace: string;
  readonly room: string;
  readonly event: string;
  readonly payload: any;
}

export interface TeamMember {
  readonly id: MembershipId;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly TenantRole[];
  leaderId?: MembershipId | null;
  locale: Locale;
  rank: number;
  active: boolean;
}

const logger = createLogger({ service: 'test', level: 'silent' });
const SECRET = 'a-secret-that-only-these-tests-know-0123456789';

const theme = { primaryColor: '#1e3a8a', secondaryColor: '#f59e0b', typePairing: 'modern' } as const;
const line = {
  displayLimit: 20,
  animationSpeed: 'medium',
  showTimestamps: true,
  highlightNewMembers: true,
  memberDisplayFormat: 'firstNameLastInitial',
  showLeaderboard: true,
} as const;
const profile = {
  siteName: 'Test site',
  promoterName: 'Pat Promoter',
  headline: 'Learn it',
  welcomeMessage: 'Welcome',
  benefits: [],
  socialLinks: {},
};

/**
 * The modules of the main job over a real MongoDB, Redis and queue. Only what belongs to other modules is replaced: the
 * team, the site's content and the mailbox are plain values that a test sets and reads.
 */
export async function createFeatureBed() {
  const { url: redisUrl } = await testRedis();
  const { uri: mongoUri } = testMongo();
  const connection = await connectMongo({ uri: mongoUri, logger });
  const redis = await connectRedis(redisUrl, { name: 'test' });
  const reports = await connectRedis(redisUrl, { name: 'test-reports' });
  const clock = createFakeClock('2026-03-01T12:00:00.000Z');
  const told: Told[] = [];
  const sms: { to: string; text: string; tenantId: TenantId }[] = [];
  const mails: (OutgoingMail & { tenantId: TenantId })[] = [];
  const teams = new Map<TenantId, TeamMember[]>();
  const withoutTotals = new Set<TenantId>();
  const lineChanges = new Map<TenantId, Partial<Awaited<ReturnType<LineSettingsReader['lineSettings']>>>>();
  const simulations = new Map<TenantId, SimulationSettings>();
  const broadcaster: Broadcaster = {
    tell: (namespace, room, event, payload) => void told.push({ namespace, room, event, payload }),
    disconnectTenant: () => undefined,
  };
  const team = () => teams.get(currentTenantId()) ?? [];

  const members = {
    all: async () => team(),
    permissionsOf: async (roles: readonly RoleRef[]) => permissionsOfRoles(roles),
    find: async (id: MembershipId) => team().find((member) => member.id === id) ?? null,
    recipient: async (id: MembershipId) => team().find((member) => member.id === id) ?? null,
    ledBy: async (id: MembershipId) => team().flatMap((member) => (member.leaderId === id ? [member.id] : [])),
    owners: async () => team().filter(({ roles }) => roles.includes('owner')),
  };
  const sites = {
    siteFacts: async () => ({
      tenantId: currentTenantId(),
      ...profile,
      primaryColor: theme.primaryColor,
      url: 'http://site.localhost:3000',
    }),
  };
  const mailer = { send: async (mail: OutgoingMail) => void mails.push({ ...mail, tenantId: currentTenantId() }) };
  const hints = createHints(broadcaster, clock);
  const tickets = createTickets({ secret: SECRET, redis, clock });
  const joinLinks = createJoinLinks(createSigner(SECRET));

  let nudge = () => undefined as void;
  const unitOfWork = createUnitOfWork({ connection, nudge: () => nudge() });
  const common = { unitOfWork, clock, hints, broadcaster, redis, logger };
  const settings = {
    lineSettings: async () => ({
      ...line,
      ...lineChanges.get(currentTenantId()),
      showTotal: !withoutTotals.has(currentTenantId()),
    }),
  };
  const lineModule = createLineModule({
    ...common,
    eventStreams: createEventStreams(),
    settings,
    signer: createSigner(SECRET),
    simulation: async () => simulations.get(currentTenantId()) ?? null,
  });
  const audited: AuditRecord[] = [];
  const pipelines = createPipelinesModule({
    ...common,
    audit: {
      record: async (entry) => void audited.push(entry),
      recordFor: async (_tenantId, entry) => void audited.push(entry),
      recordForPlatform: async (entry) => void audited.push(entry),
    },
    holdsLeads: (pipelineId, stages) => leads.service.existsIn(pipelineId, stages),
  });
  const notifications = createNotificationsModule({
    ...common,
    siteTimeZone: async () => 'Europe/Berlin',
    recipient: members.recipient,
    siteFacts: sites.siteFacts,
    mailer: { ...mailer, sendSms: async (message) => void sms.push({ ...message, tenantId: currentTenantId() }) },
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
    audit: { record: async (entry: AuditRecord) => void audited.push(entry) },
    timeZone: async () => (await sessions.service.dashboard()).timeZone,
    onHere: (membershipId) => assignment.here(membershipId),
  });
  const heat = createHeatModule({ ...common, assertVisible: (actor, leadId) => leads.service.get(actor, leadId) });
  const assignment = createAssignmentModule({
    ...common,
    ...assignmentTeam(members),
    audit: { record: async (entry: AuditRecord) => void audited.push(entry) },
    leads: leadOwnership,
    assertVisible: (actor, leadId) => leads.service.get(actor, leadId),
    responseClocks: () => responses.service.clocks(),
  });
  const leaders = new Map<MembershipId, readonly MembershipId[]>();
  const responses = createResponsesModule({
    ...common,
    audit: { record: async (entry: AuditRecord) => void audited.push(entry) },
    leads: leadResponses,
    ownership: leadOwnership,
    notifier: notifications.service,
    siteTimeZone: async () => 'Europe/Berlin',
    leadersOf: async (id) => leaders.get(id) ?? [],
    queue: assignment.queue,
    pausedTenants: async () => [],
  });
  const sessionsDeps = {
    ...common,
    tickets,
    joinLinks,
    leads: leads.service,
    places: { enter: (leadId: LeadId, token: string) => places.service.enter(leadId, token) },
    site: {
      getPublicView: async ({ slug }: { slug: string }) => ({
        slug,
        theme,
        profile,
        line,
        logoUrl: null,
        plainLogoUrl: null,
        iconUrl: null,
        background: null,
        videos: [],
        styleUrl: null,
        disclaimers: [],
        settings: {
          enableEmailNotifications: true,
          enableLeaderboard: true,
          showRealTimeCounts: !withoutTotals.has(currentTenantId()),
        },
        nextSession: null,
      }),
    },
    members,
    chat: createChatCursor(),
    media: createMediaControl(redis),
    deadLetters: createDeadLetters(),
  };
  const sessions = createSessionsModule(sessionsDeps);
  const chatDeps = { ...common, sessions: sessions.service };
  const chat = createChatModule(chatDeps);
  const registrationsDeps = {
    ...common,
    leads: leads.service,
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
    audit: { record: async (entry: AuditRecord) => void audited.push(entry) },
    leads: leads.service,
    line: lineModule.service,
    feed: lineModule.feed,
    placesNamed,
    leaderboard: lineModule.leaderboard,
    activity: activity.service,
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
    audit: { record: async (entry: AuditRecord) => void audited.push(entry) },
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
    pausedTenants: async () => [],
    queue,
  };
  const automations = createAutomationsModule(automationsDeps);
  const mergesDeps = {
    ...common,
    audit: { record: async (entry: AuditRecord) => void audited.push(entry) },
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
    chat,
    registrations,
    automations,
  ].flatMap((module) => module.subscribers ?? []);
  const relay = createRelay({ connection, queue, redis, subscribers, logger });
  nudge = () => relay.nudge();
  await queue.start(automations.jobs ?? []);
  await relay.start();
  const sfuReports = sessions.sfuReports(reports, logger);

  return {
    clock,
    redis,
    redisUrl,
    mongoUri,
    told,
    /** Sites that do not say how many stand in their line. */
    withoutTotals,
    /** What a site's owner has set otherwise about the line. */
    lineChanges,
    /** Demo sites whose members are simulated. */
    simulations,
    activity,
    activityDeps,
    mails,
    /** Short messages that went out. */
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
    /** What was written to the audit log. */
    audited,
    sessions,
    sessionsDeps,
    chat,
    chatDeps,
    registrations,
    registrationsDeps,
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
      teams.set(id, list);
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
    model: (name: 'Lead' | 'LineMember' | 'LineCounter' | 'Person' | 'Session' | 'Attendance' | 'ChatMessage'): any =>
      mongoose.models[name],
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

/** A socket that only remembers. */
export function fakeSocket(): SocketTools & { joined: string[]; heard: { event: string; payload: any }[] } {
  const joined: string[] = [];
  const heard: { event: string; payload: any }[] = [];
  return {
    id: 'socket',
    joined,
    heard,
    join: (room) => void joined.push(room),
    tell: (event, payload) => void heard.push({ event, payload }),
  };
}

/** Who is at the other end of it. */
export const peer = (facts: Partial<SocketPeer>): SocketPeer => ({
  tenantId: null,
  actor: null,
  ticket: null,
  ...facts,
});
