import { createSealer } from '@stageline/platform';
import { createAuthModule } from '../modules/auth/index.ts';
import { createCredentialsModule } from '../modules/credentials/index.ts';
import { createMySitesModule } from '../modules/my-sites/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';

/** How people prove who they are and get in. */
export function composeAccess(kit: Kit, { audit, tenants, accounts, members, site, mail }: Core) {
  const common = {
    ...kit,
    ...kit.hosts,
    audit: audit.log,
    accounts: accounts.service,
    members: members.service,
    tenants: tenants.service,
  };
  const credentials = createCredentialsModule({
    ...common,
    attempts: accounts.attempts,
    mailer: mail.service,
    brand: () => site.service.siteFacts(),
    sealer: createSealer(kit.config.SEAL_SECRET),
  });
  const auth = createAuthModule({ ...common, credentials });
  const mySites = createMySitesModule({ ...common, auth: auth.service });
  return { credentials, auth, mySites };
}
export type Access = ReturnType<typeof composeAccess>;
