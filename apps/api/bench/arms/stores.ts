import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { createLogger, newId } from '@stageline/platform';
import { buildApp } from '../../src/app.ts';
import { loadConfig, type Config } from '../../src/config.ts';
import { createContainer, type Container } from '../../src/container.ts';
import { fromBench } from './from-bench.ts';
import { APEX, SECRET } from './payload.ts';

/** The product's configuration on the servers of the benchmark. */
export const benchConfig = (): Config =>
  loadConfig({
    NODE_ENV: 'production',
    APEX,
    PORT: '0',
    ALLOW_EMBEDDED: 'email,storage,dns,tls',
    MONGODB_URI: fromBench('MONGODB_URI'),
    REDIS_URL: fromBench('REDIS_URL'),
    JWT_SECRET: SECRET,
    TICKET_SECRET: SECRET,
    LINK_SECRET: SECRET,
    SEAL_SECRET: SECRET,
    STATE_DIR: path.join(tmpdir(), 'stageline-bench-state'),
    // Callers differ by X-Forwarded-For, so that the limit per address counts them and stops none.
    TRUSTED_PROXIES: '127.0.0.1',
    // The administrator of the benchmark has a password only.
    ADMIN_SECOND_FACTOR: 'optional',
    LOG_LEVEL: 'info',
    CANARY_MINUTES: '0',
  });

export const benchLogger = (stream: NodeJS.WritableStream) =>
  createLogger({ service: 'bench', level: 'info', stream: stream as never });

/** The product's parts over the benchmark's servers, without background work. */
export const openProduct = (config: Config, logger: ReturnType<typeof benchLogger>): Promise<Container> =>
  createContainer(config, logger);

/** Puts the product's whole HTTP pipeline on the air. @returns its port */
export async function listen(container: Container, config: Config, logger: ReturnType<typeof benchLogger>) {
  const { modules } = container;
  const { http } = await buildApp({
    config,
    logger,
    clock: container.clock,
    hosts: modules.tenants.resolver,
    rateLimiter: container.rateLimiter,
    sessions: modules.signIns.store,
    uploadCheck: null,
    modules: container.list,
    ready: async () => ({ ok: true, checks: {} }),
  });
  await http.listen({ port: 0, host: '127.0.0.1' });
  return (http.server.address() as AddressInfo).port;
}

/** A provisioned site with an owner; what a promoter gets from a sign-up. */
export async function openSite({ modules }: Container, slug: string) {
  const signup = await modules.signups.service.request({
    name: 'Owner',
    email: `owner-${newId('evt')}@bench.example`,
    password: 'correct horse battery',
    siteName: slug,
    slug,
  });
  await modules.signups.provisioning.run(signup.signupId);
  return { tenantId: signup.tenantId, slug, host: `${slug}.${APEX}` };
}
