import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from '../errors.ts';
import { inRepo, nodeBin } from '../paths.ts';
import { step } from '../progress.ts';
import { run } from '../run.ts';
import { readState, writeState } from './state.ts';

/** A person one can log in as in the demonstration. */
export interface DemoLogin {
  /** `Promoter`, `Team member`, `Central admin`. */
  who: string;
  /** Where to log in. */
  url: string;
  email: string;
  password: string;
}

interface SeedRecord {
  /** Of the templates, the seed's code and the database: seeding again changes nothing as long as it is the same. */
  inputs: string;
  logins: DemoLogin[];
}

const seedScript = 'apps/api/src/seed.ts';

/** The demo logins of a state folder; empty before the first seed. */
export function demoLogins(stateDir: string): DemoLogin[] {
  return readState<SeedRecord>(stateDir, 'demo-logins.json')?.logins ?? [];
}

/** Seeds the demo tenants from tenants/, unless this database was seeded from the same files before. */
export async function seedOnce(stateDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  const inputs = hashInputs(env);
  if (readState<SeedRecord>(stateDir, 'demo-logins.json')?.inputs === inputs) return;
  await seed(stateDir, env);
}

/** Runs the seed, which may be repeated: it adds what is missing and leaves the rest alone. */
export async function seed(stateDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  const logins: DemoLogin[] = [];
  await step('Seeding the demo tenants', async (report) => {
    const output = await run(nodeBin, [seedScript], { env, onLine: report, title: 'The seed' });
    for (const line of output.split('\n')) {
      if (line.startsWith('{"login":')) logins.push((JSON.parse(line) as { login: DemoLogin }).login);
    }
  });
  if (logins.length === 0) throw new SetupError(`${seedScript} reported no demo login.`);
  writeState(stateDir, 'demo-logins.json', { inputs: hashInputs(env), logins } satisfies SeedRecord);
}

function hashInputs(env: NodeJS.ProcessEnv): string {
  const hash = createHash('sha256');
  for (const name of ['MONGODB_URI', 'APEX', 'DEMO_PROMOTER_PASSWORD']) hash.update(`${env[name]}\n`);
  hash.update(readFileSync(inRepo(seedScript)));
  const files = readdirSync(inRepo('tenants'), { recursive: true, encoding: 'utf8' }).sort();
  for (const name of files) {
    const file = path.join(inRepo('tenants'), name);
    if (statSync(file).isFile()) hash.update(name).update(readFileSync(file));
  }
  return hash.digest('hex');
}
