export { createTranscriptsModule, type TranscriptsModuleDeps } from './transcripts.module.ts';
export { mergingSpeech } from './transcripts.merging.repository.ts';
