export { MailCopyDialog } from './mail-copy-dialog.tsx';
export { MailHumans } from './mail-engagement.tsx';
export { MailStatusBadge } from './mail-status.tsx';
export { mailLogTexts } from './texts.ts';
