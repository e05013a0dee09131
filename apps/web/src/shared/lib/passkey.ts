import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { BodyInputOf, credentials } from '@stageline/contracts';

export type PasskeyAnswer = BodyInputOf<(typeof credentials)['passkeyLogIn']>['response'];

/** Whether this browser knows passkeys at all. */
export const knowsPasskeys = (): boolean =>
  typeof window !== 'undefined' && typeof window.PublicKeyCredential === 'function';

/** Has the person choose a passkey and confirm. Null when they stop, or the device has none for this site. */
export async function askForPasskey(options: object): Promise<PasskeyAnswer | null> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return orNull(startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }));
}

/** Has the device make a passkey. Null when the person stops, or it holds one of the account already. */
export async function makePasskey(options: object): Promise<PasskeyAnswer | null> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return orNull(startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }));
}

/** A browser does not tell why nothing came of it; that is for the person's privacy. */
async function orNull(asking: Promise<unknown>): Promise<PasskeyAnswer | null> {
  try {
    return (await asking) as PasskeyAnswer;
  } catch (error) {
    if (error instanceof Error && ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(error.name))
      return null;
    throw error;
  }
}
