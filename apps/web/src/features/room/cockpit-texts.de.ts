import { count } from '../../shared/i18n/index.ts';
import type { en } from './cockpit-texts.en.ts';

const de: typeof en = {
  place: (position) => `Nr. ${position}`,
  owner: (name) => `Zuständig: ${name}`,
  nobody: 'Noch niemand zuständig',
  before: (sessions) => count(sessions, { one: '# Masterclass davor', other: '# Masterclasses davor' }),
  questions: (questions) => count(questions, { one: '# Frage', other: '# Fragen' }),
  openLead: (name) => `Kontakt öffnen: ${name}`,
  write: (name) => `Nur an ${name} schreiben`,
  writeTitle: (name) => `Nur an ${name}`,
  writeText: 'Nur die Person selbst und die Hosts lesen das.',
  writeLabel: 'Ihre Nachricht',
  send: 'Senden',
  sent: (name) => `An ${name} gesendet`,
  failed: 'Das hat nicht geklappt',
};
export default de;
