export { createMailSendersModule } from './mail-senders.module.ts';
export type { MailSendersService } from './mail-senders.service.ts';
