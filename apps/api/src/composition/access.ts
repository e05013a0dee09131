import { createSealer } from '@stageline/platform';
import { demandsAdminFactor } from '../config.ts';
import { createAdminsModule } from '../modules/admins/index.ts';
import { createAuthModule } from '../modules/auth/index.ts';
import { createCredentialsModule } from '../modules/credentials/index.ts';
import { createMySitesModule } from '../modules/my-sites/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';

/** How people prove who they are and get in. */
export function composeAccess(kit: Kit, { audit, tenants, accounts, members, signIns, site, mail }: Core) {
  const common = {
    ...kit,
    ...kit.hosts,
    audit: audit.log,
    accounts: accounts.service,
    members: members.service,
    tenants: tenants.service,
    signIns: signIns.service,
  };
  const credentials = createCredentialsModule({
    ...common,
    attempts: accounts.attempts,
    roles: members.roles,
    demandAdminFactor: demandsAdminFactor(kit.config),
    mailer: mail.service,
    brand: () => site.service.siteFacts(),
    sealer: createSealer(kit.config.SEAL_SECRET),
  });
  const auth = createAuthModule({
    ...common,
    credentials,
    administration: tenants.administration,
    supportEmail: kit.config.SUPPORT_EMAIL ?? null,
  });
  const mySites = createMySitesModule({ ...common, auth: auth.service });
  const admins = createAdminsModule({ ...common, factors: credentials.factors, mail: kit.adminMail });
  return { credentials, auth, mySites, admins };
}
export type Access = ReturnType<typeof composeAccess>;
