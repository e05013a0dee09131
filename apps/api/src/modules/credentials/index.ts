export {
  createCredentialsModule,
  type Credentials,
  type CredentialsModule,
  type CredentialsModuleDeps,
} from './credentials.module.ts';
export type { EmailLinks, LinkHost, LinkPurpose, SiteHost } from './email-links.ts';
export type { FactorOwner } from './owner.ts';
export type { PasskeyAnswer } from './passkeys.service.ts';
export { relyingPartyOf, type RelyingParty } from './relying-party.ts';
export { PLATFORM_BRAND } from './email-links.ts';
