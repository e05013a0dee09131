import path from 'node:path';
import { createLogger } from '@stageline/platform';
import { loadConfig, loadSeedConfig, type Config } from './config.ts';
import { createContainer, type Container } from './container.ts';
import { ensureDemoTenant, readDemoTenants, type DemoTenant } from './modules/signups/index.ts';

const TENANTS = path.resolve(import.meta.dirname, '../../../tenants');
const ADMIN_EMAIL = 'admin@stageline.example';

/** One log-in of the demonstration, printed as a line of JSON for whoever started the seed. */
function report(who: string, url: string, email: string, password: string): void {
  process.stdout.write(`${JSON.stringify({ login: { who, url, email, password } })}\n`);
}

/**
 * Makes the demo tenants of `tenants/` and their log-ins. May be repeated: it finds what an earlier run made.
 * @throws Error that names the tenant file which does not fit
 */
async function seed(config: Config, container: Container): Promise<void> {
  const passwords = loadSeedConfig();
  const { modules, clock } = container;
  const deps = {
    tenants: modules.tenants.service,
    accounts: modules.accounts.service,
    members: modules.members.service,
    site: modules.site.service,
    signups: modules.signups.service,
    provisioning: modules.signups.provisioning,
    clock,
  };
  const { DEMO_PROMOTER_PASSWORD: owner, DEMO_REP_PASSWORD: team, DEMO_ADMIN_PASSWORD: adminPassword } = passwords;
  for (const demo of await readDemoTenants(TENANTS)) {
    await ensureDemoTenant(deps, demo, { owner, team });
    reportTenant(demo, modules.tenants.service.urlOf(demo.file.slug), owner, team);
  }
  await modules.accounts.service.ensureAdmin({ email: ADMIN_EMAIL, name: 'Central admin', password: adminPassword });
  report('Central admin', `${config.PUBLIC_SCHEME}://admin.${config.APEX}`, ADMIN_EMAIL, adminPassword);
}

function reportTenant({ file }: DemoTenant, url: string, owner: string, team: string): void {
  report('Promoter', url, file.owner.email, owner);
  const [member] = file.team;
  if (member !== undefined) report('Team member', url, member.email, team);
}

const config = loadConfig();
const container = await createContainer(config, createLogger({ service: 'seed', level: config.LOG_LEVEL }));
try {
  await seed(config, container);
} finally {
  await container.queue.close();
  await container.close();
}
