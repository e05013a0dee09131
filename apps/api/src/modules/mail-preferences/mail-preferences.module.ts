import type { Signer } from '@stageline/platform';
import type { ApiModule } from '../../http/module.ts';
import { createAddressHash } from './address-hash.ts';
import {
  createMailPreferencesService,
  type MailPreferencesDeps,
  type MailPreferencesService,
} from './mail-preferences.service.ts';
import { createPreferenceTokens } from './preference-tokens.ts';

export type MailPreferencesModuleDeps = Omit<MailPreferencesDeps, 'tokens' | 'hashOf'> & {
  readonly signer: Signer;
  /** Whoever changes it forgets who wants no mail. */
  readonly secret: string;
};

/** What readers want to be mailed. Its page is one of the public ones. */
export function createMailPreferencesModule({
  signer,
  secret,
  ...deps
}: MailPreferencesModuleDeps): ApiModule & { readonly service: MailPreferencesService } {
  const service = createMailPreferencesService({
    ...deps,
    tokens: createPreferenceTokens(signer),
    hashOf: createAddressHash(secret),
  });
  return { name: 'mail-preferences', service };
}
