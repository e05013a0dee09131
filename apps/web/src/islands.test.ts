/** @jest-environment node */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from '@jest/globals';

const IMPORT = /^(?:import|export)\s+(?!type\b)[^;]*?from '([^']+)';/gms;

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
