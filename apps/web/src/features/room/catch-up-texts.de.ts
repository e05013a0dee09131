import { count } from '../../shared/i18n/index.ts';
import type { en } from './catch-up-texts.en.ts';

const de: typeof en = {
  title: 'Was bisher geschah',
  since: (ago) => `Live seit ${ago}.`,
  onScreen: (what) => `Jetzt auf dem Bildschirm: ${what}`,
  offersBefore: (offers) =>
    offers === 0
      ? 'Bisher kein Angebot'
      : count(offers, { one: '# Angebot wurde vorher gezeigt', other: '# Angebote wurden vorher gezeigt' }),
  pollNow: (what) => `Offene Umfrage: ${what}`,
  pollsBefore: (polls) => count(polls, { one: '# Umfrage bisher', other: '# Umfragen bisher' }),
  pinned: (what) => `Angeheftet: ${what}`,
  answered: (questions) => count(questions, { one: '# Frage wurde beantwortet', other: '# Fragen wurden beantwortet' }),
  said: 'Aus dem, was gesagt wurde, wie es eine Maschine gehört hat:',
  words: (speaker, text) => `${speaker}: „${text}“`,
  close: 'Schließen (Esc)',
};
export default de;
