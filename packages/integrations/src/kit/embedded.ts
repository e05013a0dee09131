/** Where an embedded adapter may be used. */
export interface EmbeddedPolicy {
  readonly production: boolean;
  /** Ports whose embedded adapter a production boot may use, from ALLOW_EMBEDDED. */
  readonly allowEmbedded: readonly string[];
}

/**
 * Refuses an embedded adapter in production unless the operator has named it.
 * @throws Error that ends the boot
 */
export function assertEmbeddedAllowed(port: string, policy: EmbeddedPolicy): void {
  if (policy.production && !policy.allowEmbedded.includes(port)) {
    throw new Error(
      `The embedded ${port} adapter is for development. Configure another, or name it in ALLOW_EMBEDDED.`,
    );
  }
}
