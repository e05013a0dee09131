import { expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import mongoose from 'mongoose';
import { createApiBed } from '../testing/api-bed.ts';

const modules = path.resolve(import.meta.dirname, '../modules');

/** The ids of all migrations that any module has. */
async function known(): Promise<string[]> {
  const files = (await readdir(modules, { recursive: true })).filter((file) => file.endsWith('.migrations.ts'));
  const loaded = await Promise.all(files.map((file) => import(path.join(modules, file))));
  return loaded.flatMap((exported: Record<string, unknown>) =>
    Object.values(exported)
      .filter((each) => Array.isArray(each))
      .flat()
      .map(({ id }: { id: string }) => id),
  );
}

it('L-12 a server that starts runs the migrations of every module', async () => {
  await createApiBed();
  const run = await mongoose.models['Migration']!.find({ appliedAt: { $exists: true } }, { _id: 1 }).lean();
  const ids = (await known()).toSorted();
  expect(ids.length).toBeGreaterThan(0);
  expect(run.map(({ _id }) => String(_id)).toSorted()).toEqual(ids);
});
