import { assignment, leads, responses, StageKind } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** Stages and pipelines are rows of the site's own; their ids are checked where a lead is moved. */
const stage = { type: String, required: true };
const pipelineId = { type: String, required: true };

const personSchema = new Schema(
  {
    firstName: { type: String, required: true },
    lastName: { type: String, required: true },
    email: { type: String, required: true },
    phone: { type: String, default: null },
    company: { type: String, default: null },
    /** Missing where there are none. */
    otherEmails: { type: [String], default: undefined },
    otherPhones: { type: [String], default: undefined },
  },
  { _id: false, id: false },
);

/** Until when the owner has to answer, and how far that has come (F-07). */
const responseSchema = new Schema(
  {
    remindAt: { type: Date, default: null },
    dueAt: { type: Date, required: true },
    reassignAt: { type: Date, default: null },
    step: { type: String, required: true, enum: responses.ResponseStep.options },
    /** When the sweep has to look at it; missing where it has not. */
    nextAt: { type: Date },
    /** The first human touch. */
    touchedAt: { type: Date, default: null },
    touchKind: { type: String, default: null },
    touchedBy: { type: String, default: null },
  },
  { _id: false, id: false },
);

const assigneeSchema = new Schema(
  {
    membershipId: { type: String, required: true },
    name: { type: String, required: true },
    at: { type: Date, required: true },
    response: { type: responseSchema, default: null },
  },
  { _id: false, id: false },
);

const pastOwnerSchema = new Schema(
  {
    membershipId: { type: String, required: true },
    name: { type: String, required: true },
    from: { type: Date, required: true },
    until: { type: Date, required: true },
    cause: { type: String, required: true, enum: assignment.AssignmentCause.options },
    /** The end of their response limit, and when it was answered while it was theirs. */
    dueAt: { type: Date, default: null },
    answeredAt: { type: Date, default: null },
  },
  { _id: false, id: false },
);

const stageChangeSchema = new Schema(
  {
    pipelineId,
    stage,
    at: { type: Date, required: true },
    cause: { type: String, required: true, enum: leads.StageCause.options },
    actorId: { type: String, default: null },
    actorName: { type: String, default: null },
    reason: { type: String, default: null },
  },
  { _id: false, id: false },
);

/** What counts most of what they have shown interest by, and when that was last looked at. */
const heatSchema = new Schema(
  { why: { type: [String], required: true }, at: { type: Date, required: true } },
  { _id: false, id: false },
);

const placeSchema = new Schema(
  {
    position: { type: Number, required: true },
    code: { type: String, default: null },
    state: { type: String, required: true, enum: ['shown', 'hidden', 'left'] },
  },
  { _id: false, id: false },
);

const leadSchema = new Schema(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    /** The masterclass that they registered for; null where none was planned. */
    sessionId: { type: String, default: null },
    /** Null until they have proved their address (H-02). */
    linePosition: { type: Number, default: null },
    /** The invitation that they came by, as the form carried it. */
    via: { type: String, default: null },
    person: { type: personSchema, required: true },
    pipelineId,
    stage,
    /** What the stage means, so that leads that are worked on are found without their pipelines. */
    outcome: { type: String, required: true, enum: StageKind.options },
    /** Rises with every move; the caller of a move names the one that they saw. */
    version: { type: Number, required: true },
    stageChangedAt: { type: Date, required: true },
    history: { type: [stageChangeSchema], required: true },
    assignee: { type: assigneeSchema, default: null },
    /** Whose it was before, oldest first. */
    owners: { type: [pastOwnerSchema], default: [] },
    attendance: { type: Map, of: Number, default: {} },
    /** Until when they are hot if nothing else happens (`heat.ts` of the domain): it orders leads by heat at any time. */
    hotUntil: { type: Date, required: true },
    heat: { type: heatSchema, default: null },
    createdAt: { type: Date, required: true },
    source: { type: String, required: true, enum: leads.LeadSource.options },
    /** What the person is found by (`searchTokens`); written wherever the person is. */
    search: { type: [String], required: true },
    /** What they are compared by (`duplicateKeys`); written with the tokens. */
    duplicateKeys: { type: [String], default: [] },
    /** True as long as nobody has compared it with the others since who it is was written. */
    unchecked: { type: Boolean },
    /** Every place that they hold in the line, where a merge brought them several; `linePosition` is the one they stand at. */
    places: { type: [placeSchema], default: undefined },
    /** Whose it is and with whom it is shared (`ownerToken`, `shareToken`): what decides who sees it. */
    readers: { type: [String], required: true },
  },
  { id: false },
);
leadSchema.index({ personId: 1 }, { unique: true });
/**
 * Lists begin with what they are ordered by. The keys hold everything else that a list may be narrowed by, so that no lead is
 * fetched that is not answered. They have names of their own: the server bounds the length of one.
 */
const newest = { createdAt: -1, _id: -1 } as const;
const latest = { stageChangedAt: -1, _id: -1 } as const;
const rest = { source: 1, 'person.phone': 1 } as const;
const place = { pipelineId: 1, stage: 1 } as const;
leadSchema.index({ ...newest, ...place, ...rest, stageChangedAt: -1 }, { name: 'newest' });
leadSchema.index({ ...place, ...latest, ...rest, createdAt: -1 }, { name: 'stage' });
leadSchema.index({ readers: 1, ...newest, ...place, ...rest, stageChangedAt: -1 }, { name: 'readers_newest' });
leadSchema.index({ readers: 1, ...place, ...latest, ...rest, createdAt: -1 }, { name: 'readers_stage' });
const hottest = { hotUntil: -1, _id: -1 } as const;
const times = { createdAt: -1, stageChangedAt: -1 } as const;
leadSchema.index({ ...hottest, ...place, ...rest, ...times }, { name: 'hottest' });
leadSchema.index({ ...place, ...hottest, ...rest, ...times }, { name: 'stage_hottest' });
leadSchema.index({ readers: 1, ...hottest, ...place, ...rest, ...times }, { name: 'readers_hottest' });
leadSchema.index({ search: 1, ...newest, ...place, stageChangedAt: -1 }, { name: 'search' });
/** Who may be the same person. */
leadSchema.index({ duplicateKeys: 1 });
leadSchema.index({ unchecked: 1, _id: 1 }, { partialFilterExpression: { unchecked: true } });
/** Who waits for somebody, oldest first, and how much everybody has in hand. */
leadSchema.index({ 'assignee.membershipId': 1, outcome: 1, createdAt: 1, _id: 1 });
/** Who was won last. */
leadSchema.index({ outcome: 1, stageChangedAt: -1 }, { partialFilterExpression: { outcome: 'won' } });

export const LeadModel = defineTenantModel('Lead', leadSchema, {
  systemIndexes: [
    {
      fields: { 'assignee.response.nextAt': 1 },
      options: { partialFilterExpression: { 'assignee.response.nextAt': { $exists: true } } },
      reason: 'The sweep of response limits looks at what is due on all sites',
    },
    {
      fields: { unchecked: 1 },
      options: { partialFilterExpression: { unchecked: true } },
      reason: 'A schedule compares what is new on all sites',
    },
  ],
});
