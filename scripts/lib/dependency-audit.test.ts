import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { auditDependencies, type AuditOptions } from './dependency-audit.ts';

const lockFile = `lockfileVersion: '9.0'

importers:
  .:
    dependencies:
      gate-keeper:
        specifier: 1.2.3
        version: 1.2.3

packages:
  gate-keeper@1.2.3:
    resolution: {integrity: sha512-${'A'.repeat(86)}==}

snapshots:
  gate-keeper@1.2.3: {}
`;
const advisory = (severity: string) => ({
  id: 77,
  url: 'https://advisories.test/GHSA-gate-keep-open',
  title: 'Opens to everybody',
  severity,
  vulnerable_versions: '<1.2.4',
  cwe: [],
  cvss: { score: 9, vectorString: null },
});

/** A registry's audit endpoint: what it was asked, and what it answers. */
const asked: string[] = [];
let answer: { status: number; body: unknown };
const registry = http.createServer(async (request, response) => {
  const body = await text(request);
  if (request.url === '/-/npm/v1/security/advisories/bulk') asked.push(body);
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
});
let root: string;
let options: AuditOptions;

beforeAll(async () => {
  await new Promise<void>((resolve) => void registry.listen(0, '127.0.0.1', resolve));
  root = await mkdtemp(path.join(os.tmpdir(), 'stageline-audit-'));
  await writeFile(path.join(root, 'package.json'), JSON.stringify({ dependencies: { 'gate-keeper': '1.2.3' } }));
  await writeFile(path.join(root, 'pnpm-lock.yaml'), lockFile);
});
afterAll(async () => {
  await new Promise((resolve) => registry.close(resolve));
  await rm(root, { recursive: true });
});
beforeEach(async () => {
  asked.length = 0;
  answer = { status: 200, body: {} };
  const cacheFile = path.join(root, 'cache/audit.json');
  await rm(cacheFile, { force: true });
  const { port } = registry.address() as AddressInfo;
  options = {
    root,
    accepted: [],
    today: '2026-11-28',
    required: false,
    cacheFile,
    registry: `http://127.0.0.1:${port}/`,
  };
});

describe('the audit of dependencies', () => {
  it('L-13 asks about every version, and takes a clean answer for the day', async () => {
    expect(await auditDependencies(options)).toBeNull();
    expect(await auditDependencies(options)).toBeNull();
    expect(asked.map((body) => JSON.parse(body) as unknown)).toEqual([{ 'gate-keeper': ['1.2.3'] }]);
    answer.body = { 'gate-keeper': [advisory('critical')] };
    await expect(auditDependencies({ ...options, today: '2026-11-29' })).rejects.toThrow('gate-keeper 1.2.3: critical');
    await expect(auditDependencies({ ...options, required: true })).rejects.toThrow('gate-keeper 1.2.3: critical');
  });

  it('L-13 fails for what is high, each time, and lets what is moderate pass', async () => {
    answer.body = { 'gate-keeper': [advisory('high')] };
    const failure = 'gate-keeper 1.2.3: high: Opens to everybody';
    await expect(auditDependencies(options)).rejects.toThrow(failure);
    await expect(auditDependencies(options)).rejects.toThrow(failure);
    answer.body = { 'gate-keeper': [advisory('moderate')] };
    expect(await auditDependencies(options)).toBeNull();
  });

  it('L-13 lets an accepted advisory pass until its last day', async () => {
    answer.body = { 'gate-keeper': [advisory('high')] };
    const accepted = [{ id: 'GHSA-gate-keep-open', reason: 'Only its tests open.', until: '2026-11-28' }];
    expect(await auditDependencies({ ...options, accepted })).toBeNull();
    await expect(auditDependencies({ ...options, accepted, today: '2026-11-29' })).rejects.toThrow(
      'was accepted until 2026-11-28',
    );
    const other = [{ ...accepted[0]!, id: 'GHSA-some-thin-gels' }];
    await expect(auditDependencies({ ...options, accepted: other })).rejects.toThrow('gate-keeper');
  });

  it.each([
    ['has no such endpoint', { status: 405, body: 'no' }, undefined, 'responded with 405'],
    ['cannot be reached', { status: 200, body: {} }, 'http://127.0.0.1:9/', 'Connection refused'],
  ])(
    'L-13 says so when the registry %s, and fails where an audit is required',
    async (_what, given, elsewhere, why) => {
      answer = given;
      const away = { ...options, registry: elsewhere ?? options.registry! };
      for (let round = 0; round < 2; round += 1) {
        expect(await auditDependencies(away)).toMatch(new RegExp(`^not audited: .*${why}`));
      }
      await expect(auditDependencies({ ...away, required: true })).rejects.toThrow('Dependencies were not audited');
    },
  );
});
