import { createHash, randomBytes } from 'node:crypto';
import type { AccountId, TenantId } from '@stageline/contracts';
import type { AuthService } from '../auth/index.ts';
import type { Provisioning, SignupsService } from '../signups/index.ts';
import type { SiteService } from '../site/index.ts';
import type { TenantsService } from '../tenants/index.ts';
import type { CanarySite, CanaryTransport } from './canary.types.ts';

export interface CanarySitesDeps {
  readonly tenants: Pick<TenantsService, 'synthetic' | 'urlOf' | 'provisioning'>;
  readonly signups: Pick<SignupsService, 'request'>;
  readonly provisioning: Provisioning;
  readonly site: Pick<SiteService, 'installLogo'>;
  readonly auth: Pick<AuthService, 'issueHandover'>;
}

/** A picture of the site's own: files are named by their content, and the same one would be there for both. */
function logoOf(tenantId: TenantId): Buffer {
  const colour = createHash('sha256').update(tenantId).digest('hex').slice(0, 6);
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#${colour}"/></svg>`,
  );
}

/**
 * The two sites that attack each other, made when they are missing: sites like any other, with an owner, a lead, a session
 * and a file, but marked, so that they stand in no list and no count and mail nobody.
 */
export async function prepareSites(
  deps: CanarySitesDeps,
  transport: CanaryTransport,
): Promise<[CanarySite, CanarySite]> {
  const known = await deps.tenants.synthetic();
  while (known.length < 2) known.push(await make(deps));
  const [first, second] = known;
  return [await enter(deps, transport, first!), await enter(deps, transport, second!)];
}

async function make(deps: CanarySitesDeps): Promise<TenantId> {
  const name = randomBytes(6).toString('hex');
  const { tenantId } = await deps.signups.request(
    {
      name: `Canary ${name}`,
      email: `owner@canary-${name}.invalid`,
      // Nobody knows it: the canary comes in by a hand-over.
      password: randomBytes(24).toString('base64url'),
      siteName: `Canary ${name}`,
      slug: `canary-${name}`,
    },
    { synthetic: true },
  );
  return tenantId;
}

/** Brings a site to where it can be attacked, and logs its owner in. */
async function enter(deps: CanarySitesDeps, transport: CanaryTransport, tenantId: TenantId): Promise<CanarySite> {
  const signup = await deps.tenants.provisioning.findOf(tenantId);
  if (signup === null) throw new Error(`The canary's site ${tenantId} has no sign-up`);
  await deps.provisioning.run(signup.id);
  await deps.site.installLogo(tenantId, logoOf(tenantId));
  const { email, tenant } = signup;
  const { origin, host } = new URL(deps.tenants.urlOf(tenant.slug));
  const site = { tenantId, host, origin, email };
  const call = { method: 'POST', host, origin } as const;
  // The same person every time: the second registration is the first one again.
  const person = { firstName: 'Canary', lastName: 'Visitor', email: `visitor@${tenant.slug}.invalid` };
  await transport.send({ ...call, path: '/api/v1/registrations', body: person });
  const token = deps.auth.issueHandover(tenantId, signup.accountId as AccountId);
  const { status, cookies } = await transport.send({ ...call, path: '/api/v1/auth/handover', body: { token } });
  if (status !== 200) throw new Error(`The canary could not log in: status ${status}`);
  return { ...site, cookie: cookies };
}
