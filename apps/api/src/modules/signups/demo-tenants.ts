import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { TenantFile, ThemeFile, type TenantId, type Theme } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { AccountsService } from '../accounts/index.ts';
import type { MembersService } from '../members/index.ts';
import type { SiteService } from '../site/index.ts';
import type { TenantsService } from '../tenants/index.ts';
import type { Provisioning } from './provisioning.ts';
import type { SignupsService } from './signups.service.ts';
import { templateOf } from './site-template.ts';

/** `tenants/<slug>/` as it was read and checked. */
export interface DemoTenant {
  readonly file: TenantFile;
  readonly theme: Theme;
  /** An SVG. */
  readonly logo: Buffer;
}

export interface DemoPasswords {
  readonly owner: string;
  readonly team: string;
}

export interface DemoTenantDeps {
  readonly tenants: TenantsService;
  readonly accounts: Pick<AccountsService, 'findByEmail' | 'setPassword' | 'verifyEmail'>;
  readonly members: Pick<MembersService, 'add' | 'list'>;
  readonly site: Pick<SiteService, 'installLogo' | 'addressChanged'>;
  readonly signups: Pick<SignupsService, 'request'>;
  readonly provisioning: Provisioning;
  readonly clock: Clock;
}

/**
 * Reads the demo tenants of a folder.
 * @throws Error that names the file which is missing or does not fit its schema
 */
export async function readDemoTenants(directory: string): Promise<DemoTenant[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  // The others are templates.
  const names = folders.filter((name) => existsSync(path.join(directory, name, 'tenant.json')));
  return Promise.all(names.sort().map((name) => readDemoTenant(path.join(directory, name), name)));
}

async function readDemoTenant(directory: string, name: string): Promise<DemoTenant> {
  const file = TenantFile.parse(await readJson(path.join(directory, 'tenant.json')));
  if (file.slug !== name)
    throw new Error(`${directory}/tenant.json is for ${file.slug}; the folder must have that name.`);
  const theme = ThemeFile.parse(await readJson(path.join(directory, 'theme.json')));
  return { file, theme, logo: await readFile(path.join(directory, 'logo.svg')) };
}

const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

/**
 * Makes a demo tenant through the same state machine as a sign-up. Run again, it adds what is missing, sets the demo
 * passwords and leaves everything else as people have changed it.
 */
export async function ensureDemoTenant(
  deps: DemoTenantDeps,
  demo: DemoTenant,
  passwords: DemoPasswords,
): Promise<TenantId> {
  const { file, theme } = demo;
  const tenantId = (await deps.tenants.findBySlug(file.slug))?.id ?? (await requestTenant(deps, file, passwords.owner));
  // First of all: what its file says about simulated members is refused anywhere else.
  await deps.tenants.setKind(tenantId, file.kind);
  await deps.site.addressChanged(tenantId);
  const signup = await deps.tenants.provisioning.findOf(tenantId);
  if (signup === null) throw new Error(`${file.slug} has no sign-up.`);
  await deps.provisioning.run(signup.id, templateOf(file, theme, deps.clock.now()));
  await deps.site.installLogo(tenantId, demo.logo);
  await runInTenant(tenantId, () => ensureTeam(deps, file, passwords.team));
  await deps.accounts.setPassword(file.owner.email, passwords.owner);
  // Nobody reads the mail of a demo.
  const owner = await deps.accounts.findByEmail(file.owner.email);
  if (owner !== null) await deps.accounts.verifyEmail(owner.id, owner.email);
  return tenantId;
}

async function requestTenant(deps: DemoTenantDeps, file: TenantFile, password: string): Promise<TenantId> {
  const { slug, profile, owner, masterclass } = file;
  const { promoterName: name, siteName } = profile;
  const { timeZone } = masterclass;
  return (await deps.signups.request({ name, siteName, slug, email: owner.email, password, timeZone })).tenantId;
}

async function ensureTeam(deps: DemoTenantDeps, file: TenantFile, password: string): Promise<void> {
  const present = new Set((await deps.members.list()).map(({ email }) => email));
  for (const { name, email } of file.team) {
    if (present.has(email)) await deps.accounts.setPassword(email, password);
    else await deps.members.add({ name, email, password, roles: ['rep'] });
  }
}
