import { recordings } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One recording of a session (C-12). */
const recordingSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    state: { type: String, required: true, enum: recordings.RecordingState.options },
    failure: { type: String, enum: [...recordings.RecordingFailure.options, null], default: null },
    startedAt: { type: Date, required: true },
    startedBy: { type: String, required: true },
    stoppedAt: { type: Date, default: null },
    /** When everything was in storage, and the composite could begin. */
    finishedAt: { type: Date, default: null },
    durationMs: { type: Number, default: null },
    bytes: { type: Number, default: null },
    /** What is missing; known once it is finished. */
    gaps: { type: [{ _id: false, fromMs: Number, toMs: Number, reason: String }], default: [] },
    pauses: { type: [{ _id: false, fromMs: Number, toMs: Number }], default: [] },
    progress: { type: { _id: false, percent: Number, etaSeconds: Number }, default: null },
  },
  { id: false },
);
recordingSchema.index({ sessionId: 1, startedAt: -1, _id: -1 });
/** Those that nobody has finished yet. */
recordingSchema.index({ state: 1, finishedAt: 1, stoppedAt: 1 });

/** What one sender's camera, microphone or screen sent without a break. */
const trackSchema = new Schema(
  {
    _id: { type: String, required: true },
    recordingId: { type: String, required: true },
    nodeId: { type: String, required: true },
    /** Missing while a segment of it came before the word of its start. */
    identity: { type: String },
    displayName: { type: String },
    fromHost: { type: Boolean },
    source: { type: String },
    kind: { type: String },
    codec: { type: String },
    startMs: { type: Number },
    /** Missing while it runs, or when nobody could say any more how it ended. */
    endMs: { type: Number },
    endReason: { type: String },
    segments: { type: Number },
  },
  { id: false },
);
trackSchema.index({ recordingId: 1, startMs: 1, _id: 1 });
/** Who is merged with somebody else keeps what they sent. */
trackSchema.index({ identity: 1 });

/** A few seconds of a track, as a file in storage. */
const segmentSchema = new Schema(
  {
    /** `<track>.<index>`: the same segment told twice is one. */
    _id: { type: String, required: true },
    recordingId: { type: String, required: true },
    trackId: { type: String, required: true },
    index: { type: Number, required: true },
    storageKey: { type: String, required: true },
    startMs: { type: Number, required: true },
    durationMs: { type: Number, required: true },
    bytes: { type: Number, required: true },
  },
  { id: false },
);
segmentSchema.index({ recordingId: 1, trackId: 1, index: 1 }, { unique: true });

/** An sfu that writes a recording, or has some of it on its disk still. */
const nodeSchema = new Schema(
  {
    _id: { type: String, required: true },
    recordingId: { type: String, required: true },
    nodeId: { type: String, required: true },
    /** Its last word; open while that is later than `drainedAt`. */
    aliveAt: { type: Date },
    drainedAt: { type: Date },
    /** Tracks that it had when it was drained. */
    tracks: { type: Number },
    trouble: { type: String, default: null },
  },
  { id: false },
);
nodeSchema.index({ recordingId: 1, nodeId: 1 }, { unique: true });

export const RecordingModel = defineTenantModel('Recording', recordingSchema);
export const RecordingTrackModel = defineTenantModel('RecordingTrack', trackSchema, { collection: 'recording_tracks' });
export const RecordingSegmentModel = defineTenantModel('RecordingSegment', segmentSchema, {
  collection: 'recording_segments',
});
export const RecordingNodeModel = defineTenantModel('RecordingNode', nodeSchema, { collection: 'recording_nodes' });
