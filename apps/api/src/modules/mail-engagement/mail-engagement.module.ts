import type { Signer } from '@stageline/platform';
import type { ApiModule } from '../../http/module.ts';
import { createLinkTokens } from './link-tokens.ts';
import {
  createMailEngagementService,
  type MailEngagementDeps,
  type MailEngagementService,
} from './mail-engagement.service.ts';

export type MailEngagementModuleDeps = Omit<MailEngagementDeps, 'tokens'> & { readonly signer: Signer };

const JUDGE_MS = 5000;

/** Who opens mails and follows their links. What is asked of it stands with the public pages, what is shown with the log of mails. */
export function createMailEngagementModule({
  signer,
  ...deps
}: MailEngagementModuleDeps): ApiModule & { readonly service: MailEngagementService } {
  const service = createMailEngagementService({ ...deps, tokens: createLinkTokens(signer) });
  return {
    name: 'mail-engagement',
    service,
    schedules: [{ name: 'what mails brought', everyMs: JUDGE_MS, run: async () => void (await service.judge()) }],
  };
}
