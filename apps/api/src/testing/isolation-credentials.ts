import type { AccountId, TenantId } from '@stageline/contracts';
import { Secret, TOTP } from 'otpauth';
import type { ApiBed, Site } from './api-bed.ts';
import { createAuthenticator } from './authenticator.ts';
import { visitor } from './site-bed.ts';

type Browser = Site['owner'];
type Call = (as: Browser, target: Site) => Promise<{ status: number; body: unknown }>;
/** How the matrix makes its rows. */
interface Kinds<Row> {
  names(call: Call, more?: { foreign?: number }): Row;
  lists(call: Call): Row;
  ownHost(call: Call): Row;
  noTenant(reason: string): Row;
}

const PASSWORD = 'correct horse battery';
const ON_PLATFORM = 'the platform answers whoever proves an account with the sites of that account, and of no other';
const REFUSED = { foreign: 401 };

/**
 * Rows of the isolation matrix for everything that an account proves itself with. Secrets belong to the target's rep, so
 * that its owner's session lives on; what changes the caller's own factors comes last and puts them back.
 */
export function credentialRows<Row>(
  bedOf: () => ApiBed,
  { names, lists, ownHost, noTenant }: Kinds<Row>,
): Record<string, Row> {
  const repOf = async (site: Site) => (await bedOf().modules.accounts.service.findByEmail(`rep@${site.slug}.example`))!;
  const ownerOf = async (site: Site) => (await bedOf().modules.accounts.service.findByEmail(site.email))!;
  const inTenant = (site: Site) => site.tenantId as TenantId;
  const codeOf = (secret: string) => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() });

  async function mailedToken(site: Site, purpose: string): Promise<string> {
    const { id: accountId, email, sessionVersion } = await repOf(site);
    return bedOf().container.tokens.issue(inTenant(site), `mail:${purpose}`, { accountId, email, sessionVersion }, 60);
  }
  async function pendingFor(site: Site, next: 'second-factor' | 'enrolment'): Promise<string> {
    const { id: owner, sessionVersion } = await repOf(site);
    return bedOf().modules.credentials.pending.open(inTenant(site), { owner, sessionVersion, next });
  }
  const passkeyIdOf = async (site: Site) =>
    ((await site.owner.get('/security')).body as { passkeys: { id: string }[] }).passkeys[0]!.id;
  async function linkToken(site: Site): Promise<string> {
    const accountId: AccountId = (await ownerOf(site)).id;
    const identity = { provider: 'google', issuer: 'https://id.example', subject: site.slug, email: null };
    return bedOf().container.tokens.issue(inTenant(site), 'link-identity', { accountId, ...identity }, 60);
  }
  let seed = '';
  let recoveryCodes: string[] = [];
  const device = createAuthenticator('');

  return {
    'auth.methods': lists((as) => as.get('/auth/methods')),
    'auth.request-link': ownHost((as) => as.post('/auth/links', { email: 'nobody@person.example' })),
    'auth.request-reset': ownHost((as) => as.post('/auth/password-resets', { email: 'nobody@person.example' })),
    'auth.spend-link': names(
      async (as, target) => as.post('/auth/links/spend', { token: await mailedToken(target, 'log-in') }),
      REFUSED,
    ),
    'auth.confirm-email': names(
      async (as, target) => as.post('/auth/email/confirm', { token: await mailedToken(target, 'confirm-email') }),
      REFUSED,
    ),
    'auth.reset-password': names(
      async (as, target) =>
        as.post('/auth/password-resets/spend', {
          token: await mailedToken(target, 'password-reset'),
          password: PASSWORD,
        }),
      REFUSED,
    ),
    'security.change-password': ownHost(async (as) => {
      const rep = visitor({ http: bedOf().http }, as.host);
      await rep.post('/auth/log-in', { email: `rep@${as.host.split('.')[0]}.example`, password: PASSWORD });
      return rep.post('/security/password', { current: PASSWORD, password: PASSWORD });
    }),
    'auth.begin-enrolment': names(async (as, target) => {
      const answer = await as.post('/auth/enrolment', { pending: await pendingFor(target, 'enrolment') });
      seed = (answer.body as { secret?: string }).secret ?? '';
      return answer;
    }, REFUSED),
    'auth.finish-enrolment': names(async (as, target) => {
      const pending = await pendingFor(target, 'enrolment');
      const answer = await as.post('/auth/enrolment/confirm', { pending, code: codeOf(seed) });
      recoveryCodes = (answer.body as { recoveryCodes?: string[] }).recoveryCodes ?? [];
      return answer;
    }, REFUSED),
    'auth.second-factor': names(async (as, target) => {
      const proof = { method: 'recovery-code', code: recoveryCodes[0] };
      return as.post('/auth/second-factor', { pending: await pendingFor(target, 'second-factor'), proof });
    }, REFUSED),
    'auth.passkey-options': ownHost((as) => as.post('/auth/passkey/options', {})),
    'security.passkey-options': ownHost((as) => as.post('/security/passkeys/options')),
    'security.add-passkey': ownHost(async (as) => {
      // A makes one too: its credential is another.
      const own = as.host.startsWith('bravo') ? device : createAuthenticator('');
      own.origin = `http://${as.host}`;
      const options = (await as.post('/security/passkeys/options')).body as Parameters<typeof device.create>[0];
      return as.post('/security/passkeys', { name: 'Phone', response: own.create(options) });
    }),
    'auth.passkey-log-in': names(async (as) => {
      device.origin = `http://${as.host}`;
      const options = (await as.post('/auth/passkey/options', {})).body as Parameters<typeof device.get>[0];
      return as.post('/auth/passkey', { response: device.get(options) });
    }, REFUSED),
    'security.rename-passkey': names(async (as, target) =>
      as.patch(`/security/passkeys/${await passkeyIdOf(target)}`, { name: 'Old phone' }),
    ),
    'security.remove-passkey': names(async (as, target) =>
      as.delete(`/security/passkeys/${await passkeyIdOf(target)}`),
    ),
    'auth.start-provider': noTenant('it leads back to the host that it began on; no provider is configured here'),
    'security.start-linking': noTenant('it leads back to the account that began it; no provider is configured here'),
    'security.link-identity': names(
      async (as, target) => as.post('/security/identities', { token: await linkToken(target) }),
      REFUSED,
    ),
    'security.unlink-identity': names((as) => as.delete('/security/identities/google')),
    'security.get': lists((as) => as.get('/security')),
    'security.send-verification': ownHost((as) => as.post('/security/email/verification')),
    'security.get-policy': lists((as) => as.get('/security/policy')),
    'security.update-policy': ownHost((as) => as.put('/security/policy', { roles: [] })),
    'security.begin-totp': ownHost(async (as) => {
      const answer = await as.post('/security/totp');
      seed = (answer.body as { secret: string }).secret;
      return answer;
    }),
    'security.confirm-totp': ownHost(async (as) => {
      const { secret } = (await as.post('/security/totp')).body as { secret: string };
      return as.post('/security/totp/confirm', { code: codeOf(secret) });
    }),
    'security.renew-recovery-codes': ownHost((as) => as.post('/security/recovery-codes')),
    'security.remove-totp': ownHost((as) => as.delete('/security/totp')),
    'platform.methods': noTenant('it names the ways of the platform, which are the same for everybody'),
    'platform.request-link': noTenant('it mails the owner of the address, and answers the same for every address'),
    'platform.request-reset': noTenant('it mails the owner of the address, and answers the same for every address'),
    'platform.confirm-email': noTenant('it confirms the address to which its link was mailed'),
    'platform.passkey-options': noTenant('it answers a random challenge'),
    'platform.start-provider': noTenant('it leads back to the platform; no provider is configured here'),
    'platform.spend-link': noTenant(ON_PLATFORM),
    'platform.reset-password': noTenant(ON_PLATFORM),
    'platform.second-factor': noTenant(ON_PLATFORM),
    'platform.passkey-log-in': noTenant(ON_PLATFORM),
    'platform.hand-over': noTenant(ON_PLATFORM),
  };
}
