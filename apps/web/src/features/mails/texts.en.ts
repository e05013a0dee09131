import type { MailTemplateKey } from '@stageline/contracts';

const templateNames: Readonly<Record<MailTemplateKey, string>> = {
  'reminder-day': 'Reminder, long before',
  'reminder-hour': 'Reminder, shortly before',
  'starting-now': 'It is about to start',
  'thanks-attended': 'Thanks for coming',
  missed: 'We missed you',
  'replay-ready': 'The replay is ready',
};
const templateHints: Readonly<Record<MailTemplateKey, string>> = {
  'reminder-day': 'When it begins, who speaks, and the link into the room.',
  'reminder-hour': 'The link into the room, while there is time to get ready.',
  'starting-now': 'Minutes before the doors open.',
  'thanks-attended': 'For whoever was there, afterwards.',
  missed: 'For whoever registered and did not come.',
  'replay-ready': 'With the link to the recording. It goes out only where there is a replay.',
};

export const en = {
  title: 'E-mails',
  description: 'What your site writes to people who register, and when.',
  parts: 'Parts of the e-mails',
  partNames: { templates: 'Templates' },
  loading: 'The e-mails are being loaded',
  changed: 'Changed',
  templateNames,
  templateHints,
};
