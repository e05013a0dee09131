export { createSequencesModule, type SequencesModule, type SequencesModuleDeps } from './sequences.module.ts';
export { mergingPlannedMails } from './sequences.merging.repository.ts';
export type { SeatReader, SequenceSession, SessionReader } from './sequences.types.ts';
