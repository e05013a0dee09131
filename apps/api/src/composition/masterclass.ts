import path from 'node:path';
import { PLAIN_REGISTRATION, type PersonId, type SessionId } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import { createPasswordHasher } from '../modules/accounts/index.ts';
import { admissionOf, createHolds, type Admissions } from '../modules/admissions/index.ts';
import { createActivityModule } from '../modules/activity/index.ts';
import { earlyPrices } from '../modules/early-prices/index.ts';
import { entitled } from '../modules/entitlements/index.ts';
import { createExperimentsModule } from '../modules/experiments/index.ts';
import { createAnalyticsModule } from '../modules/analytics/index.ts';
import { assignmentTeam, createAssignmentModule } from '../modules/assignment/index.ts';
import {
  answeredQuestions,
  createChatCursor,
  createChatModule,
  createRoomBans,
  questionsOfPeople,
  replayedMessages,
} from '../modules/chat/index.ts';
import { createCaptionsModule } from '../modules/captions/index.ts';
import { createCockpitModule } from '../modules/cockpit/index.ts';
import { createHeatModule } from '../modules/heat/index.ts';
import {
  cockpitLeads,
  countAttendedLeads,
  createLeadsModule,
  leadHistories,
  leadOwnership,
  leadResponses,
  placesNamed,
  placesOf,
  recentlyEnrolled,
  roomNameOf,
  visibleLeads,
} from '../modules/leads/index.ts';
import { createMaterialsModule } from '../modules/materials/index.ts';
import { createLineModule } from '../modules/line/index.ts';
import { createContactsModule } from '../modules/contacts/index.ts';
import { createMailLogModule } from '../modules/mail/index.ts';
import { createMomentsModule } from '../modules/moments/index.ts';
import { createNotesModule } from '../modules/notes/index.ts';
import { createNotificationsModule } from '../modules/notifications/index.ts';
import { createOffersModule, offersShown } from '../modules/offers/index.ts';
import { ordersTold, type OrdersService } from '../modules/orders/index.ts';
import { createOverviewModule } from '../modules/overview/index.ts';
import { createPipelinesModule } from '../modules/pipelines/index.ts';
import { createPollsModule } from '../modules/polls/index.ts';
import { createPlacesModule } from '../modules/places/index.ts';
import { createRecordingsModule } from '../modules/recordings/index.ts';
import {
  createPeopleStatistics,
  createRegistrationsModule,
  peopleEdits,
  readPhone,
} from '../modules/registrations/index.ts';
import { createOverflowModule } from '../modules/overflow/index.ts';
import { createReactionsModule } from '../modules/reactions/index.ts';
import { createReplaysModule } from '../modules/replays/index.ts';
import { createLeaders, createResponsesModule } from '../modules/responses/index.ts';
import { createSavedViewsModule } from '../modules/saved-views/index.ts';
import { createSeatsModule, type SeatsService } from '../modules/seats/index.ts';
import {
  arrivalsOf,
  audienceOfTheDay,
  createSessionsModule,
  endedSessionIds,
  recentAttendees,
  sessionsOfPerson,
  sessionTitles,
  staysIn,
  type SessionsService,
} from '../modules/sessions/index.ts';
import { createTimelineModule } from '../modules/timeline/index.ts';
import { createTranscriptsModule } from '../modules/transcripts/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import { timelineSources, toldToAll } from './timeline-sources.ts';

/**
 * What a prospect goes through, and what the promoter sees of it: registration, line, room, chat, leads.
 * @param later called long after all modules exist, for what is made of these
 */
export function composeMasterclass(
  kit: Kit,
  { audit, site, mail, mailPreferences, mailEngagement, members, tenants }: Core,
  later: () => {
    readonly admissions: { readonly service: Admissions };
    readonly orders: { readonly service: Pick<OrdersService, 'assertCanSell'> };
  },
) {
  const common = { ...kit, audit: audit.log };
  const settings = {
    async lineSettings() {
      const { line: view, settings: switches } = await site.service.publicView(currentTenantId());
      const { showRealTimeCounts: showTotal, enableLeaderboard: showLeaderboard } = switches;
      return { ...view, showTotal, showLeaderboard };
    },
  };
  const notifications = createNotificationsModule({
    ...common,
    siteTimeZone: async () => (await analytics.calendar.current()).timeZone,
    recipient: (id) => members.service.recipient(id),
    leadsSomebody: async (id) => (await members.service.ledBy(id)).length > 0,
    siteFacts: () => site.service.siteFacts(),
    mailer: mail.service,
    readNumber: (text) => readPhone(text)?.e164 ?? null,
    isPaused: (tenantId) => kit.paused.isPaused(tenantId),
    letters: { 'lead-assigned': (told, member) => leads.assignedLetter(told, member) },
  });
  const line = createLineModule({ ...common, settings, simulation: () => site.service.simulation() });
  const pipelines = createPipelinesModule({
    ...common,
    holdsLeads: (pipelineId, stages) => leads.service.existsIn(pipelineId, stages),
  });
  const leads = createLeadsModule({
    ...common,
    pipelines: pipelines.service,
    members: members.service,
    sites: site.service,
    notifier: notifications.service,
    timeZone: async () => (await analytics.calendar.current()).timeZone,
    onHere: (membershipId) => assignment.here(membershipId),
  });
  const notes = createNotesModule({
    ...common,
    members: members.service,
    visibleLead: (actor, leadId) => leads.service.get(actor, leadId),
    touches: leadResponses,
  });
  const contacts = createContactsModule({
    ...common,
    people: peopleEdits,
    leads: leads.service,
    members: members.service,
  });
  const mailLog = createMailLogModule({
    leads: leads.service,
    preferences: mailPreferences.service,
    engagement: mailEngagement.service,
  });
  const timeline = createTimelineModule({
    ...common,
    line: line.service,
    assertVisible: (actor, leadId) => leads.service.get(actor, leadId),
  });
  const savedViews = createSavedViewsModule({ ...common, pipelines: pipelines.service, members: members.service });
  const heat = createHeatModule({
    ...common,
    members: members.service,
    assertVisible: (actor, leadId) => leads.service.get(actor, leadId),
  });
  const assignment = createAssignmentModule({
    ...common,
    ...assignmentTeam(members.service),
    leads: leadOwnership,
    visibleTo: (actor) => visibleLeads(actor, members.service),
    assertVisible: (actor, leadId) => leads.service.get(actor, leadId),
    responseClocks: () => responses.service.clocks(),
  });
  const responses = createResponsesModule({
    ...common,
    leads: leadResponses,
    ownership: leadOwnership,
    notifier: notifications.service,
    siteTimeZone: async () => (await analytics.calendar.current()).timeZone,
    leadersOf: createLeaders(members.service),
    queue: assignment.queue,
    pausedTenants: () => tenants.service.pausedIds(),
  });
  const bans = createRoomBans();
  const sessions = createSessionsModule({
    ...common,
    bans,
    leads: leads.service,
    places: { enter: (leadId, token) => places.service.enter(leadId, token) },
    site: { getPublicView: ({ id }) => site.service.publicView(id) },
    sites: site.service,
    members: members.service,
    chat: createChatCursor(),
    handouts: { of: (sessionId, personId) => materials.service.handoutsOf(sessionId, personId) },
    replays: { withReplay: (ids) => replays.viewing.withReplay(ids) },
    seats: {
      counts: (ids) => seats.service.counts(ids),
      ofPerson: (id) => seats.service.ofPerson(id),
      waitingPosition: (seat) => seats.service.waitingPosition(seat),
    },
    admissions: { of: admissionOf },
    earlyPrices,
    seatQueues: { open: (id) => seats.service.openQueue(id) },
    pausedTenants: () => tenants.service.pausedIds(),
  });
  const seats = createSeatsModule({
    ...common,
    holds: createHolds(kit.clock, earlyPrices),
    payments: (ids) => later().admissions.service.shown(ids),
    lowerPrice: (seatId, code) => later().admissions.service.useCode(seatId, code),
    sessions: sessions.service,
    leads: leads.service,
    people: {
      localeOf: (id) => registrations.service.localeOf(id),
      zoneOf: (id) => registrations.service.zoneOf(id),
    },
    sites: site.service,
    asksProofFirst: async () => (await site.service.publicView(currentTenantId())).registration?.doubleOptIn === true,
    mailer: mail.service,
    pausedTenants: () => tenants.service.pausedIds(),
  });
  const recordings = createRecordingsModule({
    ...common,
    sessions: sessions.service,
    members: members.service,
    pausedTenants: () => tenants.service.pausedIds(),
  });
  const replays = createReplaysModule({
    ...common,
    recordings: recordings.service,
    bans,
    offers: { shown: offersShown },
    timeline: { of: (id) => moments.service.of(id) },
    chat: { messagesAfter: replayedMessages, answeredQuestions },
    leads: leads.service,
    sessions: replayedSessions(sessions.service),
    seats: { ofPerson: (id) => paidSeatsOf(seats.service, id) },
    entitlements: entitled,
    captions: {
      async languageOf({ sessionId, recordingId }) {
        // A recording may be gone before its replay is.
        const { state, language } = await transcripts.service.get(sessionId, recordingId).catch(() => NO_CAPTIONS);
        return state === 'ready' ? language : null;
      },
      textOf: (recordingId) => transcripts.service.captions(recordingId),
    },
    passwords: createPasswordHasher(),
    pausedTenants: () => tenants.service.pausedIds(),
    workFolder: path.resolve(kit.config.STATE_DIR, 'replay-work'),
  });
  const transcripts = createTranscriptsModule({
    ...common,
    recordings: recordings.service,
    sessions: sessions.service,
    members: members.service,
    pausedTenants: () => tenants.service.pausedIds(),
  });
  const captions = createCaptionsModule({ ...common, sessions: sessions.service });
  const moments = createMomentsModule({
    ...common,
    sessions: { get: sessions.service.get, stays: staysIn, arrivals: arrivalsOf },
    heard: captions.service.heard,
    sources: timelineSources,
    toldToAll,
  });
  const chat = createChatModule({
    ...common,
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
  });
  const cockpit = createCockpitModule({
    sessions: sessions.service,
    visibleTo: (actor) => visibleLeads(actor, members.service),
    leads: cockpitLeads,
    questions: questionsOfPeople,
  });
  const polls = createPollsModule({ ...common, sessions: sessions.service, team: sessions.team, change: chat.change });
  const materials = createMaterialsModule({
    ...common,
    sessions: sessions.service,
    change: chat.change,
    bans: createRoomBans(),
    entitlements: entitled,
    workFolder: path.resolve(kit.config.STATE_DIR, 'material-work'),
    pausedTenants: () => tenants.service.pausedIds(),
  });
  const reactions = createReactionsModule({ ...common, sessions: sessions.service });
  const offers = createOffersModule({
    ...common,
    sessions: sessions.service,
    team: sessions.team,
    change: chat.change,
    ordersTold,
    earlyAhead: (...of) => earlyPrices.ahead(...of),
    assertCanSell: () => later().orders.service.assertCanSell(),
    visibleTo: (actor) => visibleLeads(actor, members.service),
    pausedTenants: () => tenants.service.pausedIds(),
  });
  const analytics = createAnalyticsModule({
    ...common,
    people: createPeopleStatistics(),
    leads: { attended: countAttendedLeads },
    leadHistories,
    endedSessions: endedSessionIds,
    pipelines: pipelines.service,
    defaultTimeZone: async () => (await sessions.service.dashboard()).timeZone,
    siteFacts: () => site.service.siteFacts(),
    readMedia: (tenantId, key) => site.service.readMedia(tenantId, key),
  });
  const experiments = createExperimentsModule({
    ...common,
    drafts: site.service.drafts,
    memberName: async (id) => (await members.service.find(id))?.name ?? null,
  });
  const registrations = createRegistrationsModule({
    ...common,
    onNew: (registeredAt) => {
      analytics.noteRegistration(registeredAt);
      experiments.service.noteRegistration();
    },
    leads: leads.service,
    seats: seats.service,
    registrations: seats.service,
    nextSession: () => sessions.service.nextSession(currentTenantId()),
    nextSessionId: () => sessions.service.nextSessionId(currentTenantId()),
    sites: site.service,
    async site() {
      const { registration = PLAIN_REGISTRATION, profile } = await site.service.publicView(currentTenantId());
      return { registration, promoterName: profile.promoterName };
    },
    assertVisible: (actor, leadId) => leads.service.get(actor, leadId),
    assertSession: (id) => sessions.service.get(id),
    sessionTitles,
    mailer: mail.service,
  });
  const activity = createActivityModule({
    ...common,
    settings,
    line: line.service,
    attendees: { recent: recentAttendees, ofTheDay: audienceOfTheDay },
    leads: { enrolled: recentlyEnrolled, placesOf },
  });
  const places = createPlacesModule({
    ...common,
    settings,
    people: registrations.service,
    sites: site.service,
    leads: leads.service,
    line: line.service,
    feed: line.feed,
    placesNamed,
    leaderboard: line.leaderboard,
    activity: activity.service,
    seats: seats.service,
  });
  const overview = createOverviewModule({
    ...common,
    leads: leads.statistics,
    sessions: sessions.service,
    calendar: analytics.calendar,
  });
  return {
    notifications,
    line,
    pipelines,
    leads,
    notes,
    contacts,
    mailLog,
    timeline,
    heat,
    savedViews,
    assignment,
    responses,
    sessions,
    recordings,
    transcripts,
    replays,
    moments,
    overflow: createOverflowModule(kit),
    chat,
    cockpit,
    offers,
    polls,
    reactions,
    materials,
    // After those whose word on connect takes something off the screen.
    captions,
    seats,
    registrations,
    places,
    activity,
    overview,
    analytics,
    experiments,
  };
}
const NO_CAPTIONS = { state: 'none', language: null } as const;

/** The seats of somebody; what they have a seat in and have not paid, or not any more, is not theirs to see again. */
async function paidSeatsOf(service: SeatsService, personId: PersonId) {
  const seats = await service.ofPerson(personId);
  return Promise.all(
    seats.map(async (seat) =>
      seat.state === 'held' && (await admissionOf(seat.id)) === 'unpaid' ? { ...seat, state: 'unpaid' } : seat,
    ),
  );
}

/** What replays know of the masterclasses that they are of. */
const replayedSessions = (service: SessionsService) => ({
  get: service.get,
  titleOf: async (id: SessionId) => (await sessionTitles([id])).get(id) ?? '',
  attendedBy: sessionsOfPerson,
  capacityOf: async (id: SessionId) => (await service.findForSeats(id))?.capacity ?? null,
});

export type Masterclass = ReturnType<typeof composeMasterclass>;
