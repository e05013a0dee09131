import { calendars as contract } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import type { RedirectBinding } from '../../http/redirect.ts';
import { route } from '../../http/route.ts';
import {
  createBusyCalendars,
  createCalendarsService,
  type BusyCalendars,
  type CalendarsServiceDeps,
} from './calendars.service.ts';
import { createCalendarLogIns, type CalendarLogIns, type CalendarLogInsDeps } from './log-ins.ts';
import { createCalendarEntries, type CalendarEntries } from './entries.ts';
import { createCalendarReader, type ReaderDeps } from './reader.ts';

export type CalendarsModuleDeps = ReaderDeps &
  CalendarLogInsDeps &
  Omit<CalendarsServiceDeps, 'reader' | 'logIns' | 'companies'>;
export interface CalendarsModule extends ApiModule {
  readonly busy: BusyCalendars;
  readonly entries: CalendarEntries;
  /** Reads the calendars that are due on all sites. @returns how many */
  readonly sweep: () => Promise<number>;
}

const SWEEP_MS = 30_000;
const few = { points: 30, perSeconds: 60, by: 'ip' } as const;

/** The two addresses on the platform's host that a company's log-in goes through. */
const calendarRedirects = (logIns: CalendarLogIns): RedirectBinding[] => [
  {
    id: 'platform.calendar-start',
    host: 'platform',
    path: '/calendars/start/:company',
    rateLimit: few,
    handle: ({ params, query, browser }) => logIns.depart(params['company'] ?? '', query.get('flow') ?? '', browser),
  },
  {
    id: 'platform.calendar-callback',
    host: 'platform',
    path: '/calendars/callback/:company',
    rateLimit: few,
    handle: ({ params, query, browser }) => logIns.arrive(params['company'] ?? '', query, browser),
  },
];

/** Calendars that members keep elsewhere, so that nobody books what is taken there (E-06). */
export function createCalendarsModule(deps: CalendarsModuleDeps): CalendarsModule {
  const reader = createCalendarReader(deps);
  const logIns = createCalendarLogIns(deps);
  const service = createCalendarsService({ ...deps, reader, logIns, companies: deps.calendars.companies });
  const { scheme } = deps.hosts;
  return {
    name: 'calendars',
    busy: createBusyCalendars(reader),
    entries: createCalendarEntries({ ...deps, reader }),
    sweep: () => reader.sweep(),
    routes: [
      route(contract.listCalendars, ({ actor }) => service.list(actor.membershipId)),
      route(contract.connectCalendar, ({ actor, body }) => service.connect(actor.membershipId, body)),
      route(contract.beginCalendar, ({ tenant, actor, host, body }) =>
        service.begin(tenant, actor.membershipId, `${scheme}://${host}`, body),
      ),
      route(contract.finishCalendar, ({ tenant, actor, body }) =>
        service.finish(tenant.id, actor.membershipId, body.token),
      ),
      route(contract.updateCalendar, ({ actor, params, body }) =>
        service.update(actor.membershipId, params.calendarId, body),
      ),
      route(contract.readCalendar, ({ actor, params }) => service.read(actor.membershipId, params.calendarId)),
      route(contract.removeCalendar, ({ actor, params }) => service.remove(actor.membershipId, params.calendarId)),
    ],
    redirects: calendarRedirects(logIns),
    schedules: [
      { name: 'calendars that are to be read', everyMs: SWEEP_MS, run: async () => void (await reader.sweep()) },
    ],
  };
}
