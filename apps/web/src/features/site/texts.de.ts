import type { en } from './texts.en.ts';

const de: typeof en = {
  onAirNow: 'Gerade auf Sendung',
  until: (time, zone) => `Bis ${time} Uhr, ${zone}`,
  fromTo: (from, to, zone) => `${from} bis ${to} Uhr, ${zone}`,
  addToCalendar: 'In den Kalender',
  calendarNote: 'Ihr persönlicher Link zur Teilnahme ist in Ihrem Postfach.',
};
export default de;
