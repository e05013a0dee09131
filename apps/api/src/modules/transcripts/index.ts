export { createTranscriptsModule, type TranscriptsModuleDeps } from './transcripts.module.ts';
export { withSound } from './speech-sound.ts';
export { saidBetween, type SaidLine } from './said-then.repository.ts';
export { speechMoments } from './transcripts.moments.repository.ts';
export { mergingSpeech } from './transcripts.merging.repository.ts';
