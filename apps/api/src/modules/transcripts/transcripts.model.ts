import { SpokenLanguage, transcripts } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** The transcript of one recording (G-01). Each time it is written is a pass; a reader sees the last one that was whole. */
const transcriptSchema = new Schema(
  {
    /** The recording's own id. */
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    language: { type: String, required: true, enum: SpokenLanguage.options },
    /** The pass that is written, or that was given up. */
    pass: { type: Number, required: true },
    state: { type: String, required: true, enum: transcripts.TranscriptState.exclude(['none']).options },
    failure: { type: String, enum: [...transcripts.TranscriptFailure.options, null], default: null },
    /** The pass that is read; null before the first is whole. */
    shownPass: { type: Number, default: null },
    /** Parts of this pass that are written, by name. */
    done: { type: [String], default: [] },
    /** How many parts there are; 0 before they are counted. */
    parts: { type: Number, default: 0 },
  },
  { id: false },
);

/** What one speaker said without a longer pause. */
const lineSchema = new Schema(
  {
    _id: { type: String, required: true },
    recordingId: { type: String, required: true },
    pass: { type: Number, required: true },
    sessionId: { type: String, required: true },
    version: { type: Number, required: true },
    startMs: { type: Number, required: true },
    endMs: { type: Number, required: true },
    identity: { type: String, required: true },
    speaker: { type: String, required: true },
    fromHost: { type: Boolean, required: true },
    /** Empty where somebody took it out. */
    text: { type: String, default: '' },
    confidence: { type: Number, default: null },
    edited: { type: Boolean, default: false },
    /** Whether readers see it: its pass is whole. */
    shown: { type: Boolean, required: true },
  },
  { id: false },
);
lineSchema.index({ recordingId: 1, pass: 1, startMs: 1, _id: 1 });
/** What was said in a masterclass, over all its recordings. */
lineSchema.index({ sessionId: 1, shown: 1, recordingId: 1, startMs: 1 });
/** Who is merged with somebody else keeps what they said. */
lineSchema.index({ identity: 1 });
/** In no language: a stem of one would hide words of another. */
lineSchema.index({ text: 'text' }, { default_language: 'none', language_override: 'none' });

/** What a line said before somebody changed it. */
const editSchema = new Schema(
  {
    _id: { type: String, required: true },
    recordingId: { type: String, required: true },
    lineId: { type: String, required: true },
    /** The line's version that had this text: each is kept once. */
    version: { type: Number, required: true },
    text: { type: String, default: '' },
    /** Who wrote what took its place. */
    byId: { type: String, required: true },
    by: { type: String, default: '' },
    at: { type: Date, required: true },
  },
  { id: false },
);
editSchema.index({ lineId: 1, version: 1 }, { unique: true });
editSchema.index({ recordingId: 1 });

export const TranscriptModel = defineTenantModel('Transcript', transcriptSchema, {
  systemIndexes: [{ fields: { state: 1 }, reason: 'A sweep looks for transcripts on all sites whose job was lost' }],
});
export const TranscriptLineModel = defineTenantModel('TranscriptLine', lineSchema, { collection: 'transcript_lines' });
export const TranscriptEditModel = defineTenantModel('TranscriptEdit', editSchema, { collection: 'transcript_edits' });
