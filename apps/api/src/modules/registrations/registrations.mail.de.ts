import type { en } from './registrations.mail.en.ts';

export const de: typeof en = {
  when: (day, zone) => `${day} Uhr, ${zone}`,
  subject: (session) => `Ihr Platz: ${session}`,
  subjectWithoutDate: (site) => `Sie sind angemeldet bei ${site}`,
  heading: (firstName) => `Sie sind dabei, ${firstName}`,
  noDateYet: 'Der nächste Termin steht noch nicht fest. Bewahren Sie diese E-Mail auf: Ihr Link bleibt derselbe.',
  linkIsYours: 'Dieser Link gehört nur Ihnen und führt Sie direkt in den Raum:',
  join: 'An der Masterclass teilnehmen',
  why: (promoter) =>
    `Sie erhalten diese E-Mail, weil diese Adresse bei ${promoter} angemeldet wurde. Wenn Sie das nicht waren, ignorieren Sie sie einfach.`,
};
