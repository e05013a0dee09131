import type { en } from './recording-texts.en.ts';

const de: typeof en = {
  mark: 'Aufzeichnung',
  markShort: 'REC',
  markPaused: 'Aufzeichnung angehalten',
  markPausedShort: 'REC Pause',
  lasts: 'Aufzeichnung seit',
  notice: 'Diese Masterclass wird aufgezeichnet.',
  noticeText: 'Was auf der Bühne gesagt und gezeigt wird, wird aufbewahrt und kann später gezeigt werden.',
  noticeHost: 'Sie werden aufgezeichnet. Alle im Raum sind informiert.',
  paused: 'Aufzeichnung angehalten. Was jetzt gesagt und gezeigt wird, wird nicht aufbewahrt.',
  resumed: 'Die Aufzeichnung geht weiter.',
  understood: 'Verstanden',
  start: 'Aufzeichnen',
  starting: 'Beginnt',
  pause: 'Aufzeichnung anhalten',
  resume: 'Aufzeichnung fortsetzen',
  notPaused: 'Die Aufzeichnung wurde nicht angehalten',
  notResumed: 'Die Aufzeichnung wurde nicht fortgesetzt',
  stop: 'Aufzeichnung beenden',
  stopTitle: 'Die Aufzeichnung beenden?',
  stopText: 'Was aufgezeichnet ist, bleibt erhalten. Eine weitere Aufzeichnung steht für sich.',
  stopConfirm: 'Aufzeichnung beenden',
  goOn: 'Weiter',
  notStarted: 'Die Aufzeichnung hat nicht begonnen',
  notStopped: 'Die Aufzeichnung wurde nicht beendet',
  noWriter: 'Der Medienserver kann nicht aufzeichnen: ffmpeg ist dort nicht installiert.',
  trouble: {
    'storage-unavailable': 'Die Aufzeichnung wartet auf den Speicher; nichts geht verloren',
    'disk-full': 'Die Aufzeichnung ist unterbrochen: der Speicher ist nicht erreichbar',
  },
};
export default de;
