export { createTranscriptsModule, type TranscriptsModuleDeps } from './transcripts.module.ts';
export { withSound } from './speech-sound.ts';
export { speechMoments } from './transcripts.moments.repository.ts';
export { mergingSpeech } from './transcripts.merging.repository.ts';
