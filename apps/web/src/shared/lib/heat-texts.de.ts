import { count } from '../i18n/index.ts';
import type { en } from './heat-texts.en.ts';

const de: typeof en = {
  title: 'Interesse',
  bands: { hot: 'Heiß', warm: 'Warm', cold: 'Kalt' },
  ofHundred: (points) => `${points} von 100`,
  hotFrom: (points) => `Heiß ab ${points}`,
  hotUntil: (time) => `Bleibt heiß bis ${time}, wenn sonst nichts geschieht.`,
  because: (band, reasons) => `${band}: ${reasons}`,
  short: {
    registered: 'hat sich registriert',
    confirmed: 'hat die Adresse bestätigt',
    attended: 'war dabei',
    returned: 'kam wieder',
    'price-asked': 'schrieb über den Preis',
    chat: 'schrieb im Chat',
    brought: 'hat andere gebracht',
  },
  registered: 'Hat Ihr Formular ausgefüllt',
  confirmed: 'Die Adresse bestätigt',
  attended: (share, title) => `War bei ${share} von ${title} dabei`,
  came: (title) => `Kam zu ${title}`,
  returned: (title) => `Kam wieder, zu ${title}`,
  askedPrice: (when, title) => `Fragte ${when} von ${title} nach dem Preis`,
  wrotePrice: (when, title) => `Schrieb ${when} von ${title} über den Preis`,
  at: (time) => `bei ${time}`,
  before: 'vor dem Beginn',
  wrote: (amount, title) =>
    `${count(amount, { one: 'Schrieb eine Nachricht', other: 'Schrieb # Nachrichten' })} in ${title}`,
  brought: (amount) =>
    count(amount, { one: 'Hat jemanden in die Line gebracht', other: 'Hat # Leute in die Line gebracht' }),
  masterclass: 'einer Masterclass',
  quoted: (text) => `„${text}“`,
  points: (amount) => count(amount, { one: '# Punkt', other: '# Punkte' }),
  nothing: 'Hat noch kein Interesse gezeigt.',
  how: 'Wie das berechnet wird',
  howLong:
    'Jedes Zeichen von Interesse zählt Punkte, von jeder Art nur so viele: Teilnahme bis 30, der Preis bis 25, Leute in der Line bis 15, Wiederkommen und Chat je bis 10, Registrieren und Bestätigen je 5. Punkte halbieren sich alle 7 Tage. Was Ihr Team tut, zählt nicht.',
  loading: 'Das Interesse wird geladen',
  failed: 'Das Interesse konnte nicht geladen werden',
  filter: 'Interesse',
  hotOnly: 'Heiß',
  warmOrHot: 'Warm oder heiß',
  entryGone: 'Dieser Eintrag steht nicht mehr im Verlauf.',
};
export default de;
