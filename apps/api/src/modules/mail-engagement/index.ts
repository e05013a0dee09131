export { createMailEngagementModule } from './mail-engagement.module.ts';
export { mergingEngagement } from './mail-engagement.merging.repository.ts';
export type { MailEngagementService } from './mail-engagement.service.ts';
