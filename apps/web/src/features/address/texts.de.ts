import type { en } from './texts.en.ts';

const de: typeof en = {
  title: 'Adresse der Seite',
  description: 'Wo man Ihre Seite findet. Sie können umziehen; die alte Adresse führt 90 Tage lang zur neuen.',
  loading: 'Die Adresse Ihrer Seite wird geladen',
  current: 'Ihre Seite ist unter',
  move: 'An eine andere Adresse umziehen',
  newAddress: 'Neue Adresse',
  checking: 'Wird geprüft …',
  free: 'Diese Adresse ist frei.',
  idle: 'Buchstaben, Ziffern und Bindestriche, 3 bis 63 Zeichen.',
  same: 'Unter dieser Adresse ist Ihre Seite schon.',
  takeInstead: (slug) => `Stattdessen ${slug} nehmen`,
  submit: 'Seite umziehen',
  confirmTitle: (host) => `Ihre Seite nach ${host} umziehen?`,
  confirm: 'Sie bleiben angemeldet und arbeiten unter der neuen Adresse weiter.',
  effects: [
    'Links in Mails, Einladungen und Lesezeichen gelten weiter: Die alte Adresse führt 90 Tage lang zur neuen.',
    'In dieser Zeit kann niemand sonst die alte Adresse bekommen. Danach ist sie für alle frei.',
    'Ihr Team meldet sich unter der neuen Adresse einmal neu an.',
    'Wer in einem Live-Raum ist, bleibt dort.',
  ],
  keep: 'Adresse behalten',
  former: 'Alte Adressen',
  formerText: 'Sie führen bis zum angegebenen Tag zu Ihrer Seite.',
  noFormer: 'Ihre Seite ist noch nie umgezogen.',
  until: (date) => `bis ${date}`,
  moveBack: 'Zurückziehen',
  moveBackTo: (host) => `Zurück zu ${host} ziehen`,
  failed: 'Die Seite konnte nicht umziehen',
};
export default de;
