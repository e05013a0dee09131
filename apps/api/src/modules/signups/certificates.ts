import type { TlsPort } from '@stageline/integrations/tls';
import type { Logger } from '@stageline/platform';
import type { Certificates } from './provisioning.ts';

/**
 * Has the certificate of a new site made. Failing is no reason to hold a site back: the first visitor's handshake orders it
 * then, and the log says so.
 */
export function createCertificateWarmer(deps: {
  readonly tls: TlsPort;
  /** The host of a site, without a port. */
  readonly hostOf: (slug: string) => string;
  readonly logger: Logger;
}): Certificates {
  return {
    async warm(slug) {
      if (!deps.tls.enabled) return;
      try {
        await deps.tls.certificateOf(deps.hostOf(slug));
      } catch (err) {
        deps.logger.warn({ err, slug }, 'certificate of a new site not made yet');
      }
    },
  };
}
