import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const repo = path.resolve(import.meta.dirname, '../../..');
const service = 'apps/api/src/modules/leads/leads.service.ts';

/** Per rule: files in which a line must be reported, files in which the same line is allowed, and what is right in its place. */
const cases: readonly { rule: string; code: string; at: string; home?: string; right?: string }[] = [
  {
    rule: 'no-raw-model',
    code: "export const M = mongoose.model('Lead');",
    at: service,
    home: 'packages/tenancy/src/models.ts',
  },
  {
    rule: 'no-raw-model',
    code: "export const M = this.connection.model('Lead');",
    at: service,
    home: 'packages/tenancy/src/a.ts',
  },
  {
    rule: 'no-raw-collection',
    code: 'export const c = LeadModel.collection;',
    at: service,
    home: 'packages/tenancy/src/bulk.ts',
  },
  {
    rule: 'no-raw-collection',
    code: "export const c = db['collection']('leads');",
    at: service,
    home: 'apps/api/src/a.test.ts',
  },
  {
    rule: 'no-raw-collection',
    code: 'await LeadModel.bulkWrite([]);',
    at: service,
    home: 'packages/tenancy/src/bulk.ts',
  },
  {
    rule: 'no-raw-socket-on',
    code: "socket.on('chat:say', say);",
    at: service,
    home: 'apps/api/src/realtime/binding.ts',
  },
  {
    rule: 'no-raw-socket-on',
    code: "peer.socket.once('join', join);",
    at: 'apps/sfu/src/rooms/room.ts',
    home: 'apps/web/src/realtime/a.ts',
  },
  {
    rule: 'no-adapter-import',
    code: "import { createEmail } from '@stageline/integrations/email';\nvoid createEmail;",
    at: service,
    home: 'apps/api/src/composition/kit.ts',
  },
  { rule: 'no-drop-database', code: 'await connection.dropDatabase();', at: 'packages/testing/src/mongo.ts' },
  { rule: 'no-enter-with', code: 'storage.enterWith(tenant);', at: 'packages/tenancy/src/context.ts' },
  {
    rule: 'no-system-import',
    code: "import { runAsSystem } from '@stageline/tenancy/system';\nvoid runAsSystem;",
    at: service,
    home: 'packages/platform/src/mongo/migrations.ts',
  },
  {
    rule: 'no-system-import',
    code: "await import('@stageline/tenancy/system');",
    at: service,
    home: 'packages/tenancy/src/a.ts',
  },
  {
    rule: 'no-system-import',
    code: "export * from '@stageline/tenancy/system';",
    at: service,
    home: 'apps/api/src/a.test.ts',
  },
  {
    rule: 'no-process-env',
    code: "export const port = process.env['PORT'];",
    at: service,
    home: 'apps/api/src/config.ts',
  },
  {
    rule: 'no-process-env',
    code: 'export const { env } = process, port = process.env.PORT;',
    at: 'apps/sfu/src/main.ts',
    home: 'scripts/start.ts',
  },
  {
    rule: 'no-literal-text',
    code: 'export const Name = () => <p>Your leads</p>;',
    at: 'apps/web/src/features/leads/components/a.tsx',
    home: 'apps/web/src/features/leads/components/a.test.tsx',
  },
  {
    rule: 'no-literal-text',
    code: "export const Name = ({ on }: { on: boolean }) => <button aria-label={on ? 'Mute' : undefined} />;",
    at: 'apps/web/src/app/frame/a.tsx',
    home: 'apps/web/src/theme/a.tsx',
  },
  {
    rule: 'no-literal-text',
    code: 'export const Name = ({ n }: { n: number }) => <p>{`${n} people`}</p>;',
    at: 'apps/web/src/features/room/components/a.tsx',
  },
  {
    rule: 'retried-upsert',
    code: 'await LeadModel.updateOne({ _id }, { $set }, { upsert: true });',
    at: service,
    home: 'packages/tenancy/src/bulk.ts',
    right: 'await retryUpsert(() => LeadModel.updateOne({ _id }, { $set }, { upsert: true }));',
  },
  { rule: 'no-focused-tests', code: "it.skip('later', () => {});", at: 'apps/api/src/a.test.ts' },
  { rule: 'no-focused-tests', code: "describe.only('mine', () => {});", at: 'apps/web/e2e/a.e2e.ts' },
  { rule: 'no-focused-tests', code: "xit('later', () => {});", at: 'apps/api/src/a.test.ts' },
];

let dir: string;
let reports: string[];

function write(number: number, file: string, code: string): void {
  const target = path.join(dir, `case-${number}`, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${code}\nexport {};\n`);
}

beforeAll(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'stageline-lint-'));
  cases.forEach(({ code, at, home, right }, number) => {
    write(number, at, code);
    if (right) write(number, path.join('right', at), right);
    if (home) write(number, home, code);
  });
  // One run over all of them: starting the linter costs more than linting.
  const binary = path.join(repo, 'node_modules/oxlint/bin/oxlint');
  const config = path.join(repo, 'packages/config/oxlint/oxlint.json');
  const { stdout } = spawnSync(process.execPath, [binary, '-c', config, '--format=unix', dir], {
    encoding: 'utf8',
    cwd: dir,
  });
  reports = stdout.split('\n');
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

const isReported = (number: number, rule: string, file: string): boolean =>
  reports.some((line) => line.includes(path.join(`case-${number}`, file)) && line.includes(`stageline(${rule})`));

const numbered = cases.map((each, number) => ({ ...each, number }));

describe('our lint rules', () => {
  it.each(numbered)('$rule reports $code in $at', ({ rule, at, number }) => {
    expect(isReported(number, rule, at)).toBe(true);
  });

  it.each(numbered.filter(({ home }) => home !== undefined))(
    '$rule allows $code in $home',
    ({ rule, home, number }) => {
      expect(isReported(number, rule, home as string)).toBe(false);
    },
  );

  it.each(numbered.filter(({ right }) => right !== undefined))('$rule allows $right', ({ rule, at, number }) => {
    expect(isReported(number, rule, path.join('right', at))).toBe(false);
  });
});
