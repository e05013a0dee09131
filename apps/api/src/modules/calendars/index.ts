export { createCalendarsModule, type CalendarsModule, type CalendarsModuleDeps } from './calendars.module.ts';
export type { BusyCalendars } from './calendars.service.ts';
export type { CalendarEntries } from './entries.ts';
export type { Heard } from './reader.ts';
