export { createCallsModule, type CallsModule, type CallsModuleDeps } from './calls.module.ts';
export { createCallLinks } from './call-links.ts';
export { mergingCallGuests, mergingCalls, mergingTalkLeads, mergingTalkPeople } from './calls.merging.repository.ts';
export { bookedBy } from './booked-by.repository.ts';
export { callsRepository } from './calls.repository.ts';
export { callsBookedSince, callsCancelledSince, callsMissedSince } from './calls.dated.repository.ts';
export type { BookingService } from './booking.service.ts';
export type { BookedService } from './booked.service.ts';
