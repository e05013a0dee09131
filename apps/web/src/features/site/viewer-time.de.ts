import type { en } from './viewer-time.en.ts';

const de: typeof en = {
  ownZone: 'Das ist Ihre eigene Zeitzone.',
  forYou: (day, time, zone) => `Bei Ihnen: ${day}, ${time} Uhr, ${zone}`,
  begins: 'Es beginnt jetzt.',
  days: (amount) => (amount === 1 ? 'Tag' : 'Tage'),
  hours: (amount) => (amount === 1 ? 'Stunde' : 'Stunden'),
  minutes: (amount) => (amount === 1 ? 'Minute' : 'Minuten'),
  seconds: (amount) => (amount === 1 ? 'Sekunde' : 'Sekunden'),
};
export default de;
