import type { AddressInfo } from 'node:net';
import fastifyJwt from '@fastify/jwt';
import { serveArm } from '@stageline/testing/bench';
import express from 'express';
import fastify from 'fastify';
import jwt from 'jsonwebtoken';
import mongoose, { Schema } from 'mongoose';
import { fromBench } from './from-bench.ts';
import { APEX, SECRET } from './payload.ts';

/** A page of leads by others: bare Fastify with the driver, or (`PEER=express`) Express with mongoose documents. */
const tenantId = process.env['TENANT_ID'] ?? '';
const tenants = new Map([[`busy.${APEX}`, tenantId]]);
const FIELDS = {
  version: 1,
  stage: 1,
  person: 1,
  assignee: 1,
  attendance: 1,
  createdAt: 1,
  stageChangedAt: 1,
} as const;
const NEWEST = { createdAt: -1, _id: -1 } as const;
const claims = { tid: tenantId, roles: ['owner'] };

/** What both answer of a lead. */
const shown = ({ _id, version, stage, person, assignee, attendance, createdAt, stageChangedAt }: any) => ({
  id: _id,
  version,
  stage,
  person,
  assignee: assignee && { membershipId: assignee.membershipId, name: assignee.name },
  attendedMinutes: Math.floor(
    Object.values((attendance ?? {}) as Record<string, number>).reduce((sum, each) => sum + each, 0) / 60,
  ),
  createdAt,
  stageChangedAt,
});
const page = (rows: unknown[], limit: number) => ({
  items: rows.slice(0, limit).map(shown),
  nextCursor: rows.length > limit ? 'x' : null,
});

async function serveFastify(): Promise<void> {
  const client = await new mongoose.mongo.MongoClient(fromBench('MONGODB_URI'), { maxPoolSize: 30 }).connect();
  const leads = client.db().collection('leads');
  const app = fastify();
  await app.register(fastifyJwt, { secret: SECRET });
  app.get<{ Querystring: { limit: string } }>('/api/v1/leads', async (request, reply) => {
    const tenant = tenants.get(request.headers.host ?? '');
    const { tid } = await request.jwtVerify<{ tid: string }>();
    if (tid !== tenant) return reply.code(401).send({});
    const limit = Number(request.query.limit);
    return page(
      await leads
        .find({ tenantId: tenant }, { projection: FIELDS })
        .sort(NEWEST)
        .limit(limit + 1)
        .toArray(),
      limit,
    );
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  serveArm((app.server.address() as AddressInfo).port, { token: () => app.jwt.sign(claims) });
}

async function serveExpress(): Promise<void> {
  await mongoose.connect(fromBench('MONGODB_URI'), { maxPoolSize: 30 });
  const person = new Schema(
    { firstName: String, lastName: String, email: String, phone: String, company: String },
    { _id: false },
  );
  const change = new Schema({ stage: String, at: Date, actorId: String, actorName: String }, { _id: false });
  const fields = {
    _id: String,
    tenantId: String,
    personId: String,
    sessionId: String,
    linePosition: Number,
    person,
    stage: String,
    version: Number,
    stageChangedAt: Date,
    history: [change],
    assignee: Schema.Types.Mixed,
    attendance: { type: Map, of: Number },
    createdAt: Date,
  };
  const Lead = mongoose.model<any>('leads', new Schema(fields as never), 'leads');
  const app = express();
  app.get('/api/v1/leads', async (request, response) => {
    const tenant = tenants.get(request.headers.host ?? '');
    const { tid } = jwt.verify(request.headers.authorization?.slice(7) ?? '', SECRET) as unknown as { tid: string };
    if (tid !== tenant) return void response.status(401).json({});
    const limit = Number(request.query['limit']);
    const documents = await Lead.find({ tenantId: tenant })
      .sort(NEWEST)
      .limit(limit + 1);
    response.json(
      page(
        documents.map((document) => document.toJSON({ flattenMaps: true })),
        limit,
      ),
    );
  });
  const server = app.listen(0, '127.0.0.1', () =>
    serveArm((server.address() as AddressInfo).port, { token: () => jwt.sign(claims, SECRET) }),
  );
}

await (process.env['PEER'] === 'express' ? serveExpress() : serveFastify());
