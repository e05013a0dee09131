import type { en } from './texts.en.ts';

const de: typeof en = {
  register: 'Anmelden',
  live: 'Jetzt live: Link anfordern',
  scheduled: 'Platz sichern',
  paid: 'Platz sichern',
  full: 'Auf die Warteliste',
  noDate: 'Termin erfahren',
  neutral: {
    title: 'Hier ist nichts',
    text: 'Vielleicht fehlt in der Adresse ein Buchstabe. Oder fragen Sie dort nach, wo Sie sie herhaben.',
  },
  wayIn: { question: 'Arbeiten Sie an dieser Seite?', link: 'Bei Stageline anmelden' },
  busy: {
    title: 'Einen Moment, bitte',
    text: 'Diese Seite lässt sich gerade nicht zeigen. Bitte versuchen Sie es gleich noch einmal.',
  },
  home: {
    metaTitle: 'Stageline: Ihre eigene Masterclass-Seite in zwei Minuten',
    metaDescription:
      'Eine Seite in Ihrem Design, ein Live-Raum, und jeder Kontakt bei der richtigen Person. Ein System, in zwei Minuten bereit.',
    logIn: 'Anmelden',
    // A joiner holds the word together, where a line would break behind its hyphen.
    title: 'Ihre eigene Masterclass-\u2060Seite, in zwei Minuten bereit',
    promise:
      'Eine Seite in Ihren Farben, ein Live-Raum, und jeder Kontakt bei der richtigen Person. Ein System statt sechs.',
    create: 'Eigene Seite erstellen',
    partsTitle: 'Vom ersten Besuch bis zum Nachfassen',
    parts: [
      {
        title: 'Eine Seite in Ihren Farben',
        text: 'Ihr Name, Ihr Logo, Ihr Versprechen, unter Ihrer eigenen Adresse. Auf dem Handy in einer halben Sekunde da.',
      },
      {
        title: 'Eine Reihe, die sich vor aller Augen füllt',
        text: 'Wer sich anmeldet, erscheint sofort auf der Seite, die Neuesten oben, mit Vornamen und Initiale.',
      },
      {
        title: 'Ein Live-Raum im Browser',
        text: 'Sie drücken einen Knopf, Ihre Gäste öffnen ihren Link. Niemand muss etwas installieren.',
      },
      {
        title: 'Jeder Kontakt bei der richtigen Person',
        text: 'Jede Anmeldung geht an jemanden aus Ihrem Team, der binnen einer Sekunde davon erfährt und eine klare Liste abarbeitet.',
      },
    ],
  },
};
export default de;
