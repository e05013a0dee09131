import { ProblemError } from '@stageline/contracts';
import { IntegrationError, type SmsPort } from '@stageline/integrations/sms';
import type { Logger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { WebhookBinding } from '../../http/webhook.ts';
import { tenantsTexting } from './calls.cross-tenant.repository.ts';
import { callsRepository } from './calls.repository.ts';

export interface TextRepliesDeps {
  /** Null where this platform sends no short messages. */
  readonly sms: Pick<SmsPort, 'heard'> | null;
  /** The platform's own host, as the provider calls it. */
  readonly platformUrl: string;
  readonly logger: Logger;
}

const PATH = '/api/v1/sms/replies';

/**
 * Somebody wrote back to the number of the platform, which all sites share: STOP ends what they get from each of them (E-09).
 * The carrier keeps it, too, and lets nothing through until they write START; a new booking asks them anew.
 */
export function textReplies({ sms, platformUrl, logger }: TextRepliesDeps): WebhookBinding {
  return {
    id: 'calls.text-reply',
    host: 'platform',
    path: PATH,
    maxBytes: 16 * 1024,
    refusals: { points: 60, perSeconds: 60 },
    async handle({ headers, raw }) {
      if (sms === null) throw new ProblemError('not-found');
      const signature = headers['x-twilio-signature'];
      const { number, word } = heard({ signature: typeof signature === 'string' ? signature : null, raw });
      if (word !== 'stop') return;
      const tenants = await tenantsTexting(number);
      for (const tenantId of tenants) await runInTenant(tenantId, () => callsRepository.stopTexts({ textTo: number }));
      logger.info({ sites: tenants.length }, 'somebody wants no more short messages');
    },
  };

  function heard(told: { readonly signature: string | null; readonly raw: Buffer }) {
    try {
      return sms!.heard({ ...told, url: platformUrl + PATH });
    } catch (error) {
      if (error instanceof IntegrationError) throw new ProblemError('unauthenticated', { cause: error });
      throw error;
    }
  }
}
