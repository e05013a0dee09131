export { createSeatsModule, type SeatsModuleDeps } from './seats.module.ts';
export { mergingSeats } from './seats.merging.repository.ts';
export { seatMigrations } from './seats.migrations.ts';
export { seatHolders, seatsAmong } from './seats.repository.ts';
export type { Guest } from './seats.deps.ts';
export type { SeatsService } from './seats.service.ts';
