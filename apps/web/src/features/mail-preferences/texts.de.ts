import type { en } from './texts.en.ts';

const de: typeof en = {
  title: (site) => `E-Mails von ${site}`,
  lead: 'Wählen Sie, was Sie bekommen möchten. Jede Wahl gilt sofort.',
  done: {
    stop: 'Gespeichert. Sie bekommen diese E-Mails nicht mehr.',
    allow: 'Gespeichert. Sie bekommen diese E-Mails wieder.',
    agree: 'Gespeichert. Sie haben zugestimmt und bekommen die Neuigkeiten.',
  },
  topics: {
    reminders: { name: 'Erinnerungen', about: 'Vor einer Masterclass, für die Sie sich angemeldet haben.' },
    'follow-ups': {
      name: 'Nachrichten danach',
      about: 'Nach einer Masterclass: die Aufzeichnung, Antworten, was angeboten wurde.',
    },
    news: { name: 'Neuigkeiten', about: 'Neue Masterclasses und anderes, was wissenswert ist.' },
  },
  state: { on: 'Sie bekommen sie', off: 'Abbestellt', unasked: 'Sie haben noch nicht zugestimmt' },
  agree: 'Ich stimme zu',
  agreeOne: (topic) => `Ich stimme zu und möchte bekommen: ${topic}`,
  stopOne: (topic) => `Abbestellen: ${topic}`,
  allowOne: (topic) => `Wieder bekommen: ${topic}`,
  stopThese: (topic) => `„${topic}“ abbestellen`,
  stopTheseText: 'Die E-Mail, die Sie hierher gebracht hat, gehört dazu. Ein Klick, und sie enden.',
  stop: 'Abbestellen',
  allow: 'Wieder bekommen',
  all: 'Alles auf einmal',
  stopAll: 'Alles abbestellen, was sich abbestellen lässt',
  allowAll: 'Alles wieder bekommen',
  allStopped: 'Sie bekommen keine dieser E-Mails.',
  necessary:
    'Was Ihnen zusteht, erreicht Sie weiterhin: Bestätigungen, Ihr Link in den Raum, Rechnungen, Quittungen und E-Mails zu Ihrem Konto.',
  unreachable:
    'Unsere E-Mails an diese Adresse kamen zurück, deshalb wird zurzeit nichts an sie gesendet. Melden Sie sich mit einer anderen Adresse neu an, oder schreiben Sie denen, die die Seite betreiben.',
  back: 'Zur Seite',
};
export default de;
