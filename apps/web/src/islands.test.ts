/** @jest-environment node */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from '@jest/globals';

const IMPORT = /^(?:import|export)\s+(?!type\b)[^;]*?from '([^']+)';/gms;

const BY_NAME = /^import\s+(?!type\b)\{([^}]*)\}\s+from '@stageline\/contracts';/gms;
const CONTRACTS = path.resolve(import.meta.dirname, '../../../packages/contracts/src');

/** What a module brings to the page: itself, and what it imports by value. */
async function broughtBy(file: string, seen = new Map<string, string[]>()): Promise<Map<string, string[]>> {
  if (seen.has(file)) return seen;
  const code = await readFile(file, 'utf8');
  const names = [...code.matchAll(IMPORT)].map(([, name]) => name!);
  seen.set(
    path.relative(import.meta.dirname, file),
    names.filter((name) => name.startsWith('@stageline/')),
  );
  const beside = names.filter((name) => /^\.\.?\/.*\.tsx?$/.test(name));
  for (const name of beside) {
    const next = path.resolve(path.dirname(file), name);
    if (!seen.has(path.relative(import.meta.dirname, next))) await broughtBy(next, seen);
  }
  return seen;
}

it('P23 nothing that comes alive on a landing page brings the packages, and schemas with them', async () => {
  const modules = await broughtBy(path.join(import.meta.dirname, 'hydrate-landing.tsx'));
  await broughtBy(path.join(import.meta.dirname, 'features/registration/sending.ts'), modules);
  expect(modules.size).toBeGreaterThan(15);
  expect([...modules].filter(([, packages]) => packages.length > 0)).toEqual([]);
});

it('P24 what a viewer waits for before the picture brings no schemas: of the contracts only what stands apart from them', async () => {
  const modules = new Map<string, string[]>();
  for (const part of ['page', 'room'])
    await broughtBy(path.join(import.meta.dirname, `features/room/components/attendee-${part}.tsx`), modules);
  const wanted = new Set<string>();
  for (const module of modules.keys()) {
    const code = await readFile(path.join(import.meta.dirname, module), 'utf8');
    for (const [, names] of code.matchAll(BY_NAME))
      for (const name of names!.split(',').map((each) => each.trim()))
        if (name !== '' && !name.startsWith('type ')) wanted.add(name);
  }
  expect(modules.size).toBeGreaterThan(60);
  expect(wanted.size).toBeGreaterThan(0);
  const apart = await Promise.all(
    ['recognition', 'room-figures'].map((file) => readFile(path.join(CONTRACTS, 'kit', `${file}.ts`), 'utf8')),
  );
  const plain = apart.join('').matchAll(/^export const (\w+)/gm);
  // The list of operations is cut down to addresses when the client is built.
  const fine = new Set(['operations', ...[...plain].map(([, name]) => name!)]);
  expect([...wanted].filter((name) => !fine.has(name))).toEqual([]);
  for (const code of apart) expect(code).not.toContain('import ');
});
