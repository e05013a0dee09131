import type { ProblemTexts } from './problem-texts.ts';

/** What a registration can be answered; the rest, problem-texts.de.ts, is too much for a public page. */
export const publicProblems: ProblemTexts = {
  offline: 'Der Server war nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  failed: 'Bei uns ist etwas schiefgegangen.',
  unreadable: 'Die Antwort war nicht lesbar. Bitte versuchen Sie es noch einmal.',
  waitFirst: (message, wait) => `${message} In ${wait} können Sie es noch einmal versuchen.`,
  titles: {
    'validation-failed': 'Bitte sehen Sie sich einige Felder noch einmal an.',
    'not-found': 'Hier ist nichts.',
    'too-many-requests': 'Zu viele Anfragen. Bitte warten Sie einen Moment.',
    internal: 'Bei uns ist etwas schiefgegangen.',
    unavailable: 'Wir sind gerade überlastet. Bitte versuchen Sie es gleich noch einmal.',
  },
  sentences: {
    'Please fill this in.': 'Bitte füllen Sie dieses Feld aus.',
    'Please tick this.': 'Bitte kreuzen Sie das an.',
    'Please choose one of the options.': 'Bitte wählen Sie eine der Möglichkeiten.',
    'At most # characters.': 'Höchstens # Zeichen.',
    'Please leave out line breaks and invisible characters.': 'Bitte ohne Zeilenumbrüche und unsichtbare Zeichen.',
    'Please give an e-mail address such as name@example.com.':
      'Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@example.com.',
    'Please give a phone number such as +1 555 123 4567.':
      'Bitte geben Sie eine Telefonnummer an, zum Beispiel +49 30 123456.',
  },
};
