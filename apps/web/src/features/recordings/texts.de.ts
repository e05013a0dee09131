import { count } from '../../shared/i18n/index.ts';
import type { en } from './texts.en.ts';

const de: typeof en = {
  title: 'Aufzeichnungen',
  description: 'Was von dieser Masterclass aufgezeichnet ist. Beginn und Ende bestimmen Sie im Raum.',
  emptyTitle: 'Noch keine Aufzeichnungen',
  empty: 'Drücken Sie im Raum auf Aufzeichnen, während Sie live sind. Alle dort erfahren es.',
  startedAt: (day, time) => `${day}, ${time}`,
  by: (name) => `von ${name}`,
  state: { recording: 'Läuft', processing: 'In Arbeit', ready: 'Bereit', failed: 'Misslungen' },
  paused: 'Angehalten',
  pausedSince: (at) => `angehalten seit ${at}`,
  pausedFor: (at, length) => `angehalten bei ${at} für ${length}`,
  morePauses: (amount) => count(amount, { one: '# weitere Pause', other: '# weitere Pausen' }),
  collecting: 'Die letzten Sekunden kommen an',
  progress: (percent) => `${percent} % fertig`,
  eta: (wait) => `noch etwa ${wait}`,
  failure: {
    'no-writer': 'Der Medienserver konnte nicht aufzeichnen: ffmpeg ist dort nicht installiert.',
    'nothing-recorded': 'Niemand hat Bild oder Ton gesendet, während sie lief.',
    'composite-failed': 'Der Film konnte nicht erstellt werden. Was aufgezeichnet ist, bleibt erhalten.',
    'segments-missing': 'Teile der Aufzeichnung wurden nicht gefunden.',
  },
  trouble: {
    'storage-unavailable': 'Sie wartet auf den Speicher; nichts geht verloren.',
    'disk-full': 'Sie ist unterbrochen: der Speicher ist nicht erreichbar.',
  },
  gaps: (amount, seconds) => `${count(amount, { one: '# Lücke', other: '# Lücken' })}, ${seconds} fehlen`,
  transcript: 'Niederschrift',
  remove: 'Löschen',
  ofRecording: (when) => ` der Aufzeichnung vom ${when}`,
  removeTitle: 'Diese Aufzeichnung löschen?',
  removeText: 'Ihre Dateien werden endgültig entfernt, und niemand kann sie mehr ansehen.',
  removeConfirm: 'Aufzeichnung löschen',
  removed: 'Die Aufzeichnung ist gelöscht',
};
export default de;
