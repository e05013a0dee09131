import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { TicketAudience, TicketClaims } from '@stageline/contracts';
import { freePort } from '@stageline/platform/embedded';
import { connectRedis } from '@stageline/platform/redis';
import { createTickets } from '@stageline/platform/tickets';
import { afterFile } from './jest/cleanups.ts';
import { productMongo } from './mongo.ts';
import { startPeer, type Peer } from './peer.ts';
import { testRedis } from './redis.ts';

const repoRoot = path.resolve(import.meta.dirname, '../../..');
const secret = 'a secret of the tests that is long enough';
const passwords = {
  DEMO_PROMOTER_PASSWORD: 'promoter of the tests',
  DEMO_REP_PASSWORD: 'team member of the tests',
  DEMO_ADMIN_PASSWORD: 'administrator of the tests',
};

/** Somebody who can log in to a stack. */
export interface StackLogin {
  /** `Promoter`, `Team member`, `Central admin`. */
  readonly who: string;
  /** The site they log in to. */
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

/** What a stack answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Parsed where it is JSON, otherwise the text. */
  readonly body: unknown;
}

/** How a stack is started. */
export interface StackOptions {
  /** Servers of the caller's own, for tests that kill them. Default: the run's. */
  mongoUri?: string;
  redisUrl?: string;
  /** Whether there is an sfu. Default: true. */
  media?: boolean;
  /** Where the api listens, for a peer that has to know it beforehand. Default: a free port. */
  port?: number;
  /** The platform's host name. Default: `localhost`. */
  apexName?: string;
  /** Added to the environment of the processes. */
  env?: Record<string, string>;
}

/** The product's processes as they run for people, with the demo tenants in them. */
export interface Stack {
  /** The one port that browsers use. */
  readonly port: number;
  /** `<apexName>:<port>`; sites are its subdomains. */
  readonly apex: string;
  /** What the processes find in their environment, for a test that opens the same stores. */
  readonly env: Readonly<Record<string, string>>;
  /** The address of a site by its slug, of `admin`, or of the platform itself. */
  url(site?: string, path?: string): string;
  /** The demo log-in of somebody; a site narrows it down. @throws when the seed reported none. */
  login(who: StackLogin['who'], site?: string): StackLogin;
  /** Sends JSON as a browser at that site would (Node does not resolve `*.localhost`). @throws when there is no answer */
  request(
    method: string,
    url: string,
    body?: object,
    options?: { cookie?: string; timeoutMs?: number },
  ): Promise<Answer>;
  /** A ticket as the api would have signed it at that time. */
  ticket(audience: TicketAudience, claims: TicketClaims, issuedAt?: Date): string;
  /** The running api. */
  api(): Peer;
  /** Starts the api again, after its process has ended. */
  startApi(): Promise<void>;
  /** The running sfu. @throws where the stack has none */
  sfu(): Peer;
  /** Starts the sfu again, after its process has ended. */
  startSfu(): Promise<void>;
}

/**
 * Starts the real api (every role) and the real sfu on free ports, seeded with the demo tenants of `tenants/`, with the
 * built client of apps/web/dist. Everything ends with the test file.
 * @throws with the output of a process that does not start.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const stateDir = mkdtempSync(path.join(os.tmpdir(), 'stageline-stack-'));
  afterFile(async () => rmSync(stateDir, { recursive: true, force: true }));
  const { mongoUri = (await productMongo('whole')).uri, redisUrl = (await testRedis()).url, media = true } = options;
  const [port, sfuPort] = [options.port ?? (await freePort()), await freePort()];
  const apex = `${options.apexName ?? 'localhost'}:${port}`;
  const env = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    // It attacks the whole server; a test that wants it asks for it.
    CANARY_MINUTES: '0',
    PORT: String(port),
    APEX: apex,
    MONGODB_URI: mongoUri,
    REDIS_URL: redisUrl,
    JWT_SECRET: secret,
    TICKET_SECRET: secret,
    LINK_SECRET: secret,
    SEAL_SECRET: secret,
    SFU_URL: `http://127.0.0.1:${sfuPort}`,
    SFU_PORT: String(sfuPort),
    STATE_DIR: stateDir,
    ...passwords,
    ...options.env,
  };
  const startSfu = () => startNode('sfu', env, sfuPort);
  const [logins, firstSfu] = await Promise.all([seed(env), media ? startSfu() : undefined]);
  let sfu = firstSfu;
  let api = await startNode('api', env, port);
  const sign = await ticketSigner(redisUrl);
  const url = (site?: string, pathname = '/'): string =>
    new URL(pathname, `http://${site === undefined ? '' : `${site}.`}${apex}`).href;
  return {
    port,
    apex,
    env,
    url,
    login: (who, site) => {
      const found = logins.find((each) => each.who === who && (site === undefined || each.url.includes(`//${site}.`)));
      if (found === undefined) throw new Error(`The seed reported no log-in of ${who} ${site ?? ''}`);
      return found;
    },
    request: (method, address, body, more = {}) => request(port, method, address, body, more),
    ticket: sign,
    api: () => api,
    startApi: async () => {
      api = await startNode('api', env, port);
    },
    sfu: () => {
      if (sfu === undefined) throw new Error('This stack has no sfu');
      return sfu;
    },
    startSfu: async () => {
      sfu = await startSfu();
    },
  };
}

const nodeArguments = (script: string): string[] => [path.join(repoRoot, script)];

function startNode(app: 'api' | 'sfu', env: Record<string, string>, port: number): Promise<Peer> {
  return startPeer({
    command: process.execPath,
    args: nodeArguments(`apps/${app}/src/main.ts`),
    cwd: repoRoot,
    env,
    ready: { port },
    // A deadline for what hangs, not a measure of speed.
    timeoutMs: 90_000,
  });
}

async function request(
  port: number,
  method: string,
  address: string,
  body: object | undefined,
  { cookie, timeoutMs = 30_000 }: { cookie?: string; timeoutMs?: number },
): Promise<Answer> {
  const { host, origin, pathname, search } = new URL(address);
  const headers = {
    host,
    origin,
    ...(cookie !== undefined && { cookie }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const sent = http.request({
    host: '127.0.0.1',
    port,
    method,
    path: pathname + search,
    headers,
    signal: AbortSignal.timeout(timeoutMs),
  });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const content = await text(response);
  const isJson = response.headers['content-type']?.includes('json') ?? false;
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: isJson ? JSON.parse(content) : content,
  };
}

async function seed(env: Record<string, string>): Promise<StackLogin[]> {
  const args = nodeArguments('apps/api/src/seed.ts');
  const peer = await startPeer({
    command: process.execPath,
    args,
    cwd: repoRoot,
    env,
  });
  const code = await peer.exited;
  if (code !== 0) throw new Error(`The seed failed:\n${peer.output()}`);
  return peer
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{"login":'))
    .map((line) => (JSON.parse(line) as { login: StackLogin }).login);
}

async function ticketSigner(redisUrl: string): Promise<Stack['ticket']> {
  const redis = await connectRedis(redisUrl, { name: 'ticket-signer' });
  afterFile(async () => redis.disconnect());
  return (audience, claims, issuedAt = new Date()) =>
    createTickets({ secret, redis, clock: { now: () => issuedAt } }).sign(audience, claims);
}
