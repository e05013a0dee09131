import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import { connectMongo, prepareDatabase } from '@stageline/platform/mongo';
import { runInTenant } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { testMongo } from '@stageline/testing';
import mongoose from 'mongoose';
import { compileCustomCss } from './custom-css.ts';
import { siteMigrations } from './index.ts';
import { SiteModel } from './site.model.ts';
import { siteRepository } from './site.repository.ts';

beforeAll(async () => {
  const logger = createLogger({ service: 'test', level: 'silent' });
  await prepareDatabase(await connectMongo({ uri: testMongo().uri, logger }));
});
afterAll(() => mongoose.disconnect());

const insert = async (customCss: string, styleText: string): Promise<TenantId> => {
  const id = newId('tnt');
  const row = { _id: id, theme: {}, profile: {}, line: {}, customCss, styleText, version: 1, updatedAt: new Date() };
  await runInTenant(id, () => SiteModel.create([row]));
  return id;
};
const styleOf = (id: TenantId) => runInTenant(id, async () => (await siteRepository.find())?.styleText);

it('A-10 a style that older rules let through is made anew with those of today, and dropped where they refuse it', async () => {
  const css = '.site-hero h1 { color: #aa0033 }';
  const [former, refused, none] = await Promise.all([
    insert(css, '.site-hero h1{color:#aa0033}'),
    insert('.site-hero { position: fixed }', '.site-hero{position:fixed}'),
    insert('', ''),
  ]);
  for (const { up } of siteMigrations) await runAsSystem('test: styles', () => up(mongoose.connection));
  expect(await styleOf(former)).toBe((await compileCustomCss(css)).text);
  expect(await styleOf(refused)).toBe('');
  expect(await styleOf(none)).toBe('');
});
