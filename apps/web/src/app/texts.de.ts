import type { en } from './texts.en.ts';

const de: typeof en = {
  loading: 'Wird geladen',
  nothingHere: 'Hier ist nichts',
  nothingAtAddress: 'Unter dieser Adresse gibt es nichts',
  mayBeOld: 'Vielleicht ist der Link alt, oder es fehlt ein Buchstabe.',
  goToToday: 'Zur Übersicht von heute',
  goToStart: 'Zur Startseite',
  notShown: 'Diese Seite konnte nicht angezeigt werden',
  skip: 'Zum Inhalt springen',
  more: 'Mehr',
  mainMenu: 'Hauptmenü',
  menuOf: (name) => `Menü von ${name}`,
  goTo: 'Gehe zu',
  shortcut: (isApple) => (isApple ? '⌘K' : 'Strg K'),
  interrupted:
    'Die Live-Verbindung ist unterbrochen. Wir versuchen es weiter; was Sie sehen, ist vielleicht nicht ganz aktuell.',
  stillLoggedIn: 'Sie sind noch angemeldet',
  checkConnection: 'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  toToday: ', heute',
  toSites: ', Seiten',
  admin: 'Verwaltung',
};
export default de;
