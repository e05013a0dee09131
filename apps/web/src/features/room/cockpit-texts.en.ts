import { count } from '../../shared/i18n/index.ts';

export const en = {
  place: (position: string) => `No. ${position}`,
  owner: (name: string) => `Owner: ${name}`,
  nobody: 'No owner yet',
  before: (sessions: number) => count(sessions, { one: '# masterclass before', other: '# masterclasses before' }),
  questions: (questions: number) => count(questions, { one: '# question', other: '# questions' }),
  openLead: (name: string) => `Open the lead: ${name}`,
  write: (name: string) => `Write to ${name} alone`,
  writeTitle: (name: string) => `To ${name} alone`,
  writeText: 'Only they and the hosts read it.',
  writeLabel: 'Your message',
  send: 'Send',
  sent: (name: string) => `Sent to ${name}`,
  failed: 'That did not work',
};
