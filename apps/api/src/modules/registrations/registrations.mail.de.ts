import type { en } from './registrations.mail.en.ts';

export const de: typeof en = {
  when: (day, zone) => `${day} Uhr, ${zone}`,
  unconfirmed: {
    session: (title) => `Bitte bestätigen Sie Ihren Platz: ${title}`,
    withoutDate: (site) => `Bitte bestätigen Sie Ihre Adresse für ${site}`,
  },
  confirmed: {
    session: (title) => `Ihr Platz: ${title}`,
    withoutDate: (site) => `Sie sind angemeldet bei ${site}`,
  },
  oneStep: (firstName) => `Noch ein Schritt, ${firstName}`,
  seatIsKept:
    'Die Plätze sind begrenzt. Ihrer wird höchstens einen Tag lang für Sie freigehalten; danach bekommt ihn, wer wartet und bestätigt hat.',
  confirmFirst:
    'Bestätigen Sie Ihre Adresse, dann folgt Ihr Link in den Raum. Bis dahin schicken wir Ihnen nichts weiter.',
  confirmToStand:
    'Bestätigen Sie Ihre Adresse, dann nehmen Sie Ihren Platz in der Reihe ein. Vorher sieht dort niemand Ihren Namen, und Sie zählen nicht mit.',
  confirm: 'Adresse bestätigen',
  linkForLater: (url) =>
    `Für die Masterclass selbst: Dieser Link gehört nur Ihnen und führt Sie direkt in den Raum. Auch er bestätigt Ihre Adresse.\n${url}`,
  heading: (firstName) => `Sie sind dabei, ${firstName}`,
  noDateYet: 'Der nächste Termin steht noch nicht fest. Bewahren Sie diese E-Mail auf: Ihr Link bleibt derselbe.',
  waiting: (position) =>
    `Alle Plätze sind vergeben: Sie sind Nummer ${position} auf der Warteliste. Sobald ein Platz Ihnen gehört, bekommen Sie eine weitere E\u2011Mail.`,
  placeIsHere: (url) => `Ihr Platz in der Reihe:\n${url}`,
  linkIsYours: 'Dieser Link gehört nur Ihnen und führt Sie direkt in den Raum:',
  join: 'An der Masterclass teilnehmen',
  why: (promoter) =>
    `Sie erhalten diese E-Mail, weil diese Adresse bei ${promoter} angemeldet wurde. Wenn Sie das nicht waren, ignorieren Sie sie einfach.`,
};
