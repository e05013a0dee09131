export { mergingAttendees, mergingWebinarMessages } from './attendees.merging.repository.ts';
export {
  presentAttendee,
  type AttendeeContext,
  type AttendeePageRequest,
  type AttendeeReader,
} from './attendee-context.ts';
export type { RankBound } from './attendees.repository.ts';
export { createWebinarsModule, type WebinarsModule, type WebinarsModuleDeps } from './webinars.module.ts';
export { withoutAddresses } from './webinars.visibility.ts';
export type { AttendeeRow, ShownAttendee, ShownMessage, WebinarMails, WebinarRow } from './webinars.types.ts';
