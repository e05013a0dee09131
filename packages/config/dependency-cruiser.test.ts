import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const repo = path.resolve(import.meta.dirname, '../..');
const leads = 'apps/api/src/modules/leads';

/** An import that must be reported, and by which rule. `to` exists as an empty file unless it is a package. */
const forbidden = [
  { rule: 'not-in-allowed', from: 'packages/contracts/src/a.ts', to: 'packages/domain/src/a.ts' },
  { rule: 'not-in-allowed', from: 'packages/platform/src/a.ts', to: 'packages/integrations/src/email/index.ts' },
  { rule: 'not-in-allowed', from: 'apps/web/src/app/a.tsx', to: 'apps/api/src/http/a.ts' },
  { rule: 'not-in-allowed', from: 'apps/sfu/src/a.ts', to: 'packages/tenancy/src/a.ts' },
  { rule: 'not-in-allowed', from: 'packages/newcomer/src/a.ts', to: 'packages/contracts/src/b.ts' },
  { rule: 'module-by-its-door', from: 'apps/api/src/http/b.ts', to: `${leads}/leads.service.ts` },
  {
    rule: 'module-by-its-door-from-a-module',
    from: 'apps/api/src/modules/tenants/a.ts',
    to: `${leads}/leads.types.ts`,
  },
  { rule: 'module-below-the-wiring', from: `${leads}/a.ts`, to: 'apps/api/src/container.ts' },
  { rule: 'module-below-the-wiring', from: `${leads}/d.ts`, to: 'apps/api/src/composition/kit.ts' },
  { rule: 'kit-knows-no-module', from: 'apps/api/src/http/route.ts', to: `${leads}/index.ts` },
  { rule: 'model-by-its-repository', from: `${leads}/b.service.ts`, to: `${leads}/leads.model.ts` },
  { rule: 'ports-by-their-door', from: `${leads}/c.ts`, to: 'packages/integrations/src/email/smtp.ts' },
  { rule: 'sfu-without-data', from: 'apps/sfu/src/b.ts', to: 'packages/platform/src/mongo/index.ts' },
  { rule: 'sfu-brings-files-only', from: 'apps/sfu/src/c.ts', to: 'packages/integrations/src/email/index.ts' },
  { rule: 'test-code-stays-in-tests', from: 'packages/domain/src/b.ts', to: 'packages/testing/src/index.ts' },
  { rule: 'web-tests-wait-long-enough', from: 'apps/web/src/app/a.test.tsx', to: '@testing-library/react' },
  { rule: 'web-feature-alone', from: 'apps/web/src/features/a/a.tsx', to: 'apps/web/src/features/b/b.tsx' },
  { rule: 'web-downwards', from: 'apps/web/src/shared/a.ts', to: 'apps/web/src/app/b.ts' },
  { rule: 'web-base-knows-no-feature', from: 'apps/web/src/realtime/a.ts', to: 'apps/web/src/features/a/b.ts' },
  { rule: 'declared', from: 'packages/domain/src/c.ts', to: 'left-pad' },
  { rule: 'resolves', from: 'packages/domain/src/d.ts', to: 'nowhere-to-be-found' },
] as const;

/** The control: imports of the same shape that must pass. */
const allowed = [
  { from: 'packages/domain/src/e.ts', to: 'packages/contracts/src/c.ts' },
  { from: 'apps/api/src/http/c.ts', to: `${leads}/index.ts` },
  { from: `${leads}/leads.repository.ts`, to: `${leads}/leads.model.ts` },
  { from: 'apps/api/src/composition/kit.ts', to: '@stageline/integrations/email' },
  { from: 'apps/api/src/a.test.ts', to: 'packages/testing/src/index.ts' },
];

let dir: string;
let report: string;

function write(file: string, code: string): void {
  const target = path.join(dir, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, code, { flag: 'a' });
}

function link(from: string, to: string, statement: (specifier: string) => string): void {
  const isFile = /^(apps|packages)\//.test(to);
  if (isFile) write(to, '');
  const relative = path.relative(path.dirname(from), to);
  write(from, `${statement(isFile && !relative.startsWith('.') ? `./${relative}` : isFile ? relative : to)}\n`);
}

beforeAll(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'stageline-boundaries-'));
  for (const { from, to } of [...forbidden, ...allowed]) link(from, to, (name) => `import '${name}';`);
  write('packages/domain/src/round.ts', "import type { A } from './trip.ts';");
  write('packages/domain/src/trip.ts', "import { a } from './round.ts';");
  const exportsMap = { './email': './src/email/index.ts' };
  write('packages/integrations/package.json', JSON.stringify({ name: '@stageline/integrations', exports: exportsMap }));
  write('apps/api/package.json', JSON.stringify({ dependencies: { '@stageline/integrations': 'workspace:*' } }));
  write('node_modules/left-pad/package.json', JSON.stringify({ name: 'left-pad', main: 'index.js' }));
  write('node_modules/left-pad/index.js', '');
  mkdirSync(path.join(dir, 'node_modules/@stageline'));
  symlinkSync('../../packages/integrations', path.join(dir, 'node_modules/@stageline/integrations'));
  const binary = path.join(repo, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = path.join(repo, 'packages/config/dependency-cruiser.cjs');
  const args = [binary, '--config', config, '--output-type', 'err', 'apps', 'packages'];
  report = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: dir }).stdout;
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

const reports = (rule: string, from: string): boolean =>
  report.split('\n').some((line) => line.includes(`${rule}: ${from}`));

describe('import boundaries', () => {
  it.each(forbidden)('$rule stops $from -> $to', ({ rule, from }) => {
    expect(reports(rule, from)).toBe(true);
  });

  it.each(allowed)('$from -> $to passes', ({ from }) => {
    expect(report).not.toContain(`: ${from} `);
  });

  it('sees cycles through type imports', () => {
    expect(report).toContain('no-cycles: packages/domain/src/');
  });
});
