import type { en } from './invitation.en.ts';

const de: typeof en = {
  scheduled: {
    title: 'Sichern Sie sich Ihren Platz',
    hint: 'Kostenlos. Ihr persönlicher Link zur Teilnahme kommt per E\u2011Mail.',
    action: 'Platz sichern',
    next: 'In der Nachricht steht Ihr persönlicher Link. Bewahren Sie ihn auf: Er öffnet den Raum, sobald wir live gehen.',
  },
  paid: {
    title: 'Sichern Sie sich Ihren Platz',
    hint: 'Die Anmeldung kostet noch nichts. Die Rechnung kommt per E\u2011Mail.',
    action: 'Platz sichern',
    next: 'In der Nachricht steht Ihr persönlicher Link. Die Rechnung kommt in einer zweiten: Ist sie bezahlt, öffnet der Link den Raum.',
  },
  full: {
    title: 'Alle Plätze sind vergeben',
    hint: 'Kommen Sie auf die Warteliste: Wer am längsten wartet, bekommt den nächsten freien Platz und eine E\u2011Mail.',
    action: 'Auf die Warteliste',
    next: 'In der Nachricht steht Ihr Platz auf der Warteliste. Sobald ein Platz Ihnen gehört, bekommen Sie eine weitere.',
  },
  live: {
    title: 'Gerade auf Sendung',
    hint: 'Ihr persönlicher Link zur Teilnahme kommt gleich per E\u2011Mail.',
    action: 'Link anfordern',
    next: 'Wir sind auf Sendung: Öffnen Sie den Link in der Nachricht, und Sie sind dabei.',
  },
  ended: {
    title: 'Beim nächsten Mal dabei sein',
    hint: 'Diese Masterclass ist vorbei. Wir melden uns, sobald der nächste Termin feststeht.',
    action: 'Nächsten Termin erfahren',
    next: 'Wir melden uns, sobald der nächste Termin feststeht.',
  },
  none: {
    title: 'Erfahren Sie es zuerst',
    hint: 'Noch gibt es keinen Termin. Wir melden uns, sobald er feststeht.',
    action: 'Termin erfahren',
    next: 'Wir melden uns, sobald der Termin feststeht.',
  },
};
export default de;
