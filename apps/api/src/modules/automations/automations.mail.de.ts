import type { en } from './automations.mail.en.ts';

export const de: typeof en = {
  join: 'Zur Masterclass',
  visit: 'Seite öffnen',
  why: (promoter) => `Sie erhalten diese E-Mail, weil diese Adresse bei ${promoter} angemeldet wurde.`,
  pausedSubject: (rule) => `Die Automation „${rule}“ ist angehalten`,
  pausedHeading: 'Eine Automation ist angehalten',
  paused: (rule, times) =>
    `„${rule}“ ist ${times} Mal hintereinander gescheitert und tut nichts mehr, bis Sie sie wieder einschalten. Ihr Protokoll sagt, was schiefging.`,
  openAutomations: 'Protokoll ansehen',
  pausedWhy: 'Sie erhalten diese E-Mail, weil Ihnen die Seite gehört.',
};
