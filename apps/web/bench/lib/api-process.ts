import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
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

/** Makes the demo tenants in the benchmark's database. */
export async function seed(stateDir: string): Promise<void> {
  const password = 'correct horse battery';
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
