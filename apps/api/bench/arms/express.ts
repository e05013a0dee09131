import { createSecretKey } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serveArm } from '@stageline/testing/bench';
import express from 'express';
import jwt from 'jsonwebtoken';
import { pino } from 'pino';
import { z } from 'zod';
import { APEX, lead, SECRET, SLUG, tenantId } from './payload.ts';

/** The peer: the same steps as most tutorials write them. */
const key = createSecretKey(Buffer.from(SECRET));
const logger = pino(pino.destination('/dev/null'));
const Body = z.strictObject({ stage: z.enum(['new', 'contacted', 'qualified', 'won', 'lost']), version: z.int() });
const tenants = new Map([[SLUG, tenantId]]);

const app = express();
app.use((request, response, next) => {
  const startedAt = performance.now();
  response.on('finish', () =>
    logger.info(
      { method: request.method, url: request.url, status: response.statusCode, ms: performance.now() - startedAt },
      'request',
    ),
  );
  next();
});
app.use((request, response, next) => {
  const tenant = tenants.get(request.headers.host?.slice(0, -APEX.length - 1) ?? '');
  if (tenant === undefined) return void response.status(404).json({});
  response.locals['tenant'] = tenant;
  next();
});
app.use((request, response, next) => {
  try {
    const claims = jwt.verify(request.headers.authorization?.slice(7) ?? '', key) as { tid?: string };
    if (claims.tid === response.locals['tenant']) return next();
  } catch {
    // answered below
  }
  response.status(401).json({});
});
app.use(express.json());
app.post('/api/v1/leads/:leadId/stage', (request, response) => {
  const parsed = Body.safeParse(request.body);
  if (!parsed.success) return void response.status(400).json(parsed.error.issues);
  response.json({ ...lead, stage: parsed.data.stage });
});
const server = app.listen(0, '127.0.0.1', () =>
  serveArm((server.address() as AddressInfo).port, {
    token: () =>
      jwt.sign({ sub: 'acc', tid: tenantId, aud: 'tenant', sv: 1, roles: ['owner'] }, key, { expiresIn: 3600 }),
  }),
);
