/** Words of providers that we have words for: why a card was declined, and why money did not go back. */
export const declineCodes = ['insufficient_funds', 'expired_card', 'authentication_failed', 'incorrect_cvc'] as const;
export const refundFailureCodes = ['insufficient-balance', 'not-chargeable'] as const;

/** Whether a word of a provider is one of those. */
export const isKnown = <T extends string>(codes: readonly T[], code: string | null): code is T =>
  (codes as readonly (string | null)[]).includes(code);
