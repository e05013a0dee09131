import type { Signer } from '@stageline/platform';
import type { ApiModule } from '../../http/module.ts';
import { createBriefs, type BriefDeps } from './brief.service.ts';
import { createBookedService, type BookedService } from './booked.service.ts';
import { createBookingService, type BookingDeps, type BookingService } from './booking.service.ts';
import { createCallLinks } from './call-links.ts';
import { createCallEntries, type CallEntriesDeps } from './call-entries.ts';
import { callSubscribers, type CallEventsDeps } from './calls.events.ts';
import { createCallLetters, type CallLettersDeps } from './calls.letters.ts';
import { callRoutes } from './calls.routes.ts';
import { createCallsService, type CallsServiceDeps } from './calls.service.ts';
import { createCapacity, type CapacityDeps } from './capacity.ts';
import { createChanges } from './changes.service.ts';
import { createHere, type HereDeps } from './here.ts';
import { createHolds } from './holds.service.ts';
import { createReminders, type RemindersDeps } from './reminders.ts';
import { createRepChoice } from './rep-choice.ts';
import { textReplies, type TextRepliesDeps } from './text-replies.ts';
import { talkRepository } from './talk-now.repository.ts';
import { createTalkNow, type TalkNowDeps } from './talk-now.service.ts';
import { createSlotFinder, type SlotFinderDeps } from './slot-finder.ts';

export type CallsModuleDeps = Omit<
  BookingDeps,
  'finder' | 'choose' | 'holds' | 'links' | 'capacityOf' | 'canText' | 'here'
> &
  Pick<HereDeps, 'online'> &
  Pick<CallEventsDeps, 'entitled'> &
  Pick<TalkNowDeps, 'hints'> &
  TextRepliesDeps &
  Omit<CallEntriesDeps, 'letters'> &
  Omit<CapacityDeps, 'finder'> &
  Omit<CallsServiceDeps, 'changes' | 'briefOf'> &
  BriefDeps &
  SlotFinderDeps &
  Omit<CallLettersDeps, 'links'> &
  Omit<RemindersDeps, 'letters'> & {
    readonly members: SlotFinderDeps['members'] & CallsServiceDeps['members'] & CallLettersDeps['members'];
    readonly signer: Signer;
  };
export interface CallsModule extends ApiModule {
  /** Sends the reminders that are due on all sites. @returns for how many calls */
  readonly remind: () => Promise<number>;
  /** Tells calendars on all sites of the calls that they are to have. @returns of how many */
  readonly writeEntries: () => Promise<number>;
  /** What the pages without script are made of. */
  readonly siteTimeZone: CallsModuleDeps['siteTimeZone'];
  readonly visitors: BookingService;
  readonly booked: BookedService;
}

/** How late a reminder may come. */
const SWEEP_MS = 30_000;
/** How late a calendar may be told of a call. */
const ENTRIES_MS = 10_000;

/** Calls that visitors book with members of the team (E-01 to E-12). */
export function createCallsModule(deps: CallsModuleDeps): CallsModule {
  const links = createCallLinks(deps.signer);
  const finder = createSlotFinder(deps);
  const choose = createRepChoice(deps.team);
  const here = createHere({ ...deps, finder });
  const holds = createHolds({ ...deps, finder, choose, here });
  const changes = createChanges({ ...deps, finder });
  const letters = createCallLetters({ ...deps, links });
  const remind = createReminders({ ...deps, letters });
  const entries = createCallEntries({ ...deps, letters });
  const capacityOf = createCapacity({ ...deps, finder });
  const visitors = createBookingService({
    ...deps,
    ...{ finder, choose, here, holds, links, capacityOf },
    canText: deps.mailer.sendSms !== null,
  });
  const booked = createBookedService({ ...deps, links, changes });
  const service = createCallsService({ ...deps, changes, briefOf: createBriefs(deps) });
  const talk = createTalkNow({ ...deps, repository: talkRepository, visitors, service, here, links });
  return {
    name: 'calls',
    remind,
    writeEntries: entries.sweep,
    visitors,
    booked,
    siteTimeZone: deps.siteTimeZone,
    routes: callRoutes(service, visitors, booked, talk),
    subscribers: [...callSubscribers(letters, { ...deps, changes }), entries.subscriber],
    webhooks: [textReplies(deps)],
    schedules: [
      { name: 'reminders of calls that are due', everyMs: SWEEP_MS, run: async () => void (await remind()) },
      { name: 'calls that calendars are to have', everyMs: ENTRIES_MS, run: async () => void (await entries.sweep()) },
    ],
  };
}
