export { createMailStandingModule } from './mail-standing.module.ts';
export type { MailStandingService } from './mail-standing.service.ts';
