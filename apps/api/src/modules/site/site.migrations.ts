import type { Migration } from '@stageline/platform/mongo';
import { runInTenant } from '@stageline/tenancy';
import { compileCustomCss, CSS_RULES_VERSION } from './custom-css.ts';
import { siteRepository } from './site.repository.ts';

/** What the rules refuse by now is shown no more; the editor tells the owner what to change. */
async function restyle(): Promise<void> {
  const site = await siteRepository.find();
  if (site === null) return;
  const { text } = await compileCustomCss(site.content.customCss);
  if (text !== site.styleText) await siteRepository.restyle(site.version, text);
}

/** A page gets what was compiled when it was published: with each version of the rules that is done once more. */
const restyleAll: Migration = {
  id: `2026-11-28-styles-${CSS_RULES_VERSION}`,
  async up() {
    for (const tenantId of await siteRepository.tenantsWithCss()) await runInTenant(tenantId, restyle);
  },
};

export const siteMigrations: readonly Migration[] = [restyleAll];
