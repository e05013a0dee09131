import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

const API = path.resolve(import.meta.dirname, '../../../api/src');
const READY_MS = 30_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const startNode = (script: string, env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, [path.join(API, script)], {
    env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

const password = 'correct horse battery';

/** Makes the demo tenants in the benchmark's database. */
export async function seed(stateDir: string): Promise<void> {
  const passwords = { DEMO_PROMOTER_PASSWORD: password, DEMO_REP_PASSWORD: password, DEMO_ADMIN_PASSWORD: password };
  const [code] = (await once(startNode('seed.ts', { STATE_DIR: stateDir, ...passwords }), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The seed ended with ${code}`);
}

export interface ApiProcess {
  /** Address of a demo tenant's landing page. */
  readonly landing: string;
  stop(): Promise<void>;
}

/** Starts the product's api, which serves a build of the client. */
export async function startApi(stateDir: string, webDist: string): Promise<ApiProcess> {
  const port = await freePort();
  const env = {
    PORT: String(port),
    APEX: `localhost:${port}`,
    STATE_DIR: stateDir,
    WEB_DIST: webDist,
    ROLES: 'http,realtime',
  };
  const child = startNode('main.ts', env);
  process.once('exit', () => child.kill('SIGKILL'));
  const deadline = performance.now() + READY_MS;
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) break;
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`The api did not start (${child.exitCode})`);
    await delay(100);
  }
  return {
    landing: `http://kevin-gardner.localhost:${port}/`,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** One call of the demo promoter's own API: names under localhost are resolved by browsers only, so the host is said apart. */
async function ask(port: number, method: string, address: string, body?: unknown, cookie?: string) {
  const request = http.request({
    port,
    host: '127.0.0.1',
    method,
    path: `/api/v1${address}`,
    headers: {
      host: `kevin-gardner.localhost:${port}`,
      origin: `http://kevin-gardner.localhost:${port}`,
      'content-type': 'application/json',
      ...(cookie !== undefined && { cookie }),
    },
  });
  request.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const answer = (await json(response)) as Record<string, any>;
  if ((response.statusCode ?? 500) >= 300) throw new Error(`${method} ${address}: ${JSON.stringify(answer)}`);
  return { answer, cookies: (response.headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; ') };
}

/** Gives the demo tenant's page what its own content lacks of the blocks that there are: quotes and a video. */
export async function showEveryBlock(landing: string): Promise<void> {
  const port = Number(new URL(landing).port);
  const { cookies } = await ask(port, 'POST', '/auth/log-in', { email: 'kevin@example.com', password });
  const { answer: draft } = await ask(port, 'GET', '/site/draft', undefined, cookies);
  const quotes = [1, 2, 3].map((number) => ({
    text: 'What I heard in that hour I could use on the next morning, and it still works a year later.',
    name: `Guest ${number}`,
  }));
  const blocks = draft['content'].blocks.map((block: { type: string }) =>
    block.type === 'testimonials' ? { ...block, quotes } : block,
  );
  const videos = [{ title: 'An hour in three minutes', url: 'https://youtu.be/dQw4w9WgXcQ' }];
  const content = { ...draft['content'], blocks, videos };
  const { answer } = await ask(port, 'PUT', '/site/draft', { revision: draft['revision'], content }, cookies);
  await ask(port, 'POST', '/site/publish', { revision: answer['revision'] }, cookies);
}
