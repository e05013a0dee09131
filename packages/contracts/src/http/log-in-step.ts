import { z } from 'zod';

/** How somebody may prove a second factor. */
export const SecondFactorMethod = z.enum(['totp', 'passkey', 'recovery-code']);
export type SecondFactorMethod = z.infer<typeof SecondFactorMethod>;

/** The secret of a log-in that is not finished; good on the host that gave it, for ten minutes. Never a session. */
export const pendingToken = z.string().min(20).max(100);

/**
 * What a log-in asks for before there is a session: a second factor, or, where the site demands one that the account does
 * not have, the enrolment of one.
 */
export const NextStep = z.object({
  next: z.enum(['second-factor', 'enrolment']),
  pending: pendingToken,
  methods: z.array(SecondFactorMethod),
});
export type NextStep = z.infer<typeof NextStep>;

/** Six digits of an authenticator app; spaces between them are a matter of taste. */
export const totpCode = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Six digits, as your app shows them.'));

/** One of the ten codes that were shown once, e.g. `7hw2k-m3xqd`; case and hyphens do not matter. */
export const recoveryCode = z
  .string()
  .transform((text) => text.replaceAll(/[\s-]/g, '').toLowerCase())
  .pipe(z.string().regex(/^[0-9a-hjkmnp-tv-z]{10}$/, 'Ten letters and digits, as they were shown.'));

/** Options for `navigator.credentials`, as WebAuthn's JSON serialisation has them. */
export const PasskeyOptions = z.looseObject({ challenge: z.string() });
const base64Url = z.string().regex(/^[\w-]{1,2000}$/);
/** What the browser answers to them; its inside is verified by the WebAuthn library. */
export const PasskeyResponse = z.looseObject({
  id: base64Url,
  rawId: base64Url,
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string() }),
});

/** Log-ins of other companies. `generic` is any OpenID provider that the operator configures. */
export const IdentityProvider = z.enum(['google', 'microsoft', 'generic']);
export type IdentityProvider = z.infer<typeof IdentityProvider>;
/** A configured provider, with the words for its button. */
export const ProviderButton = z.object({ id: IdentityProvider, label: z.string() });
