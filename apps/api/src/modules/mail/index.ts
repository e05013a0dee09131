export { createAdminMail, type AdminMail } from './admin-mail.ts';
export { countMailByTenants } from './mail.cross-tenant.repository.ts';
export { dayAndZone } from './mail-dates.ts';
export { mailBody } from './mail-page.ts';
export { createMailModule } from './mail.module.ts';
export { mailboxStore, smsStore } from './mailbox-store.ts';
export type { KeptMail } from './mail.repository.ts';
export type { MailService, MailServiceDeps, OutgoingMail } from './mail.service.ts';
export { mailOfPerson } from './mail.timeline.repository.ts';
