/** What a call carries beside its tenant, for those who may not need the rest of this package (it loads mongoose). */
export { currentNotes, runWithNotes, type CallNotes } from './scope.ts';
