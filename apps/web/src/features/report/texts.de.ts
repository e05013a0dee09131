import type { en } from './texts.en.ts';

const de: typeof en = {
  title: 'Diese Seite melden',
  description: (site) =>
    `Mit ${site} stimmt etwas nicht? Sagen Sie es Stageline, der Plattform, auf der die Seite läuft. Die Betreiber der Seite sehen nicht, wer geschrieben hat.`,
  category: 'Worum geht es?',
  choose: 'Bitte wählen',
  categories: {
    scam: 'Betrug, Geld ohne Leistung',
    impersonation: 'Sie gibt sich als jemand anderes aus',
    spam: 'Post, um die ich nicht gebeten habe',
    illegal: 'Etwas Verbotenes',
    copyright: 'Sie nutzt, was jemand anderem gehört',
    other: 'Etwas anderes',
  },
  text: 'Was ist geschehen?',
  textHint: 'Was Sie gesehen haben, wo und wann. Mindestens 10 Zeichen.',
  email: 'Ihre E-Mail',
  emailHint: 'Nur, wenn wir nachfragen dürfen.',
  send: 'Meldung senden',
  lookAgain: 'Bitte sehen Sie sich diese Felder noch einmal an.',
  /** For robots. */
  trap: 'Bitte leer lassen',
  thanks: 'Danke, die Meldung ist angekommen',
  thanksText:
    'Jemand bei Stageline sieht sie sich an. Was aus einer einzelnen Meldung wird, können wir nicht mitteilen.',
  back: 'Zurück zur Seite',
};

export default de;
