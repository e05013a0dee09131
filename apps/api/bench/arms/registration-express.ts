import { createWriteStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { newId } from '@stageline/platform';
import { serveArm } from '@stageline/testing/bench';
import express from 'express';
import mongoose, { Schema } from 'mongoose';
import { pino } from 'pino';
import { z } from 'zod';
import { fromBench } from './from-bench.ts';
import { registrationDocuments } from './registration-documents.ts';

/** The peer: the same writes as most tutorials do them, with Express and mongoose documents in a transaction. */
await mongoose.connect(fromBench('MONGODB_URI'), { maxPoolSize: 30 });
const string = { type: String, required: true };
const base = { _id: string, tenantId: string };
const model = (name: string, fields: Record<string, unknown>) =>
  mongoose.model<any>(name, new Schema({ ...base, ...fields } as never, { versionKey: false }), name);
const Person = model('people', {
  firstName: string,
  lastName: string,
  emails: [new Schema({ address: string, verifiedAt: Date, addedAt: Date }, { _id: false })],
  phones: [new Schema({ raw: String, e164: String }, { _id: false })],
  company: String,
  source: string,
  locale: string,
  verifiedAt: { type: Date, default: null },
  createdAt: Date,
});
const Lead = model('leads', {
  personId: string,
  sessionId: String,
  linePosition: Number,
  via: String,
  pipelineId: string,
  stage: string,
  outcome: string,
  version: Number,
  stageChangedAt: Date,
  person: new Schema(
    { firstName: string, lastName: string, email: string, phone: String, company: String },
    { _id: false },
  ),
  history: [
    new Schema(
      {
        pipelineId: string,
        stage: string,
        at: Date,
        cause: string,
        actorId: String,
        actorName: String,
        reason: String,
      },
      { _id: false },
    ),
  ],
  owners: [Schema.Types.Mixed],
  assignee: { type: Schema.Types.Mixed, default: null },
  attendance: { type: Map, of: Number, default: {} },
  createdAt: Date,
  source: string,
  search: [String],
  duplicateKeys: [String],
  unchecked: Boolean,
  hotUntil: Date,
  heat: Schema.Types.Mixed,
  readers: [String],
});
const Registration = model('registrations', {
  personId: string,
  sessionId: string,
  at: Date,
  source: string,
  locale: string,
  page: String,
  ip: String,
  consents: [new Schema({ kind: string, version: string }, { _id: false })],
});
const Seat = model('seats', {
  sessionId: string,
  personId: string,
  state: string,
  turn: Number,
  releasedBy: String,
  createdAt: Date,
});
const Outbox = model('outbox', {
  event: string,
  version: Number,
  payload: Schema.Types.Mixed,
  recordedAt: Date,
  traceId: string,
  actor: String,
  relayed: Boolean,
  claim: String,
  leaseUntil: Date,
});
const Form = z.strictObject({
  firstName: z.string().min(1).max(60),
  lastName: z.string().min(1).max(60),
  email: z.email(),
  phone: z.string().max(30),
  company: z.string().max(120),
});
const tenants = Array.from({ length: 16 }, () => newId('tnt'));
const sessionId = newId('ses');

async function register(form: z.infer<typeof Form>, tenantId: string): Promise<void> {
  await mongoose.connection.transaction(async (session) => {
    const { person, lead, registration, seat, events } = registrationDocuments(form, tenantId, sessionId);
    await new Person(person).save({ session });
    await new Lead(lead).save({ session });
    await new Registration(registration).save({ session });
    await new Seat(seat).save({ session });
    await Outbox.insertMany(events, { session });
  });
}

const logger = pino(createWriteStream('/dev/null'));
const app = express();
app.use((request, response, next) => {
  const startedAt = performance.now();
  response.on('finish', () =>
    logger.info({ url: request.url, status: response.statusCode, ms: performance.now() - startedAt }, 'request'),
  );
  next();
});
app.use(express.json());
app.post('/api/v1/registrations', async (request, response) => {
  const parsed = Form.safeParse(request.body);
  if (!parsed.success) return void response.status(400).json(parsed.error.issues);
  await register(parsed.data, tenants[Number(/^site-(\d+)/.exec(request.headers.host ?? '')?.[1])]!);
  response.status(201).json({ firstName: parsed.data.firstName, email: parsed.data.email });
});
const server = app.listen(0, '127.0.0.1', () => serveArm((server.address() as AddressInfo).port));
