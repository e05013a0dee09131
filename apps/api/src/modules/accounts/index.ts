export { createAccountsModule, type AccountsModuleDeps } from './accounts.module.ts';
export type { Account, AccountStanding, NewAdmin, PlatformAdmin } from './accounts.repository.ts';
export type { Attempts } from './attempts.ts';
export type { AccountsService, NewAccount } from './accounts.service.ts';
export { createPasswordHasher, type PasswordHasher } from './password-hasher.ts';
export type { SessionVersionCache } from './session-versions.ts';
