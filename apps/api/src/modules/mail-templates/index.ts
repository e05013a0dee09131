export { factsOf, sourceOf, type ReaderFacts, type SessionFacts } from './mail-facts.ts';
export { createMailTemplatesModule } from './mail-templates.module.ts';
export type { MailTemplatesDeps, MailTemplatesService, PreparedMail } from './mail-templates.service.ts';
