import type { en } from './texts.en.ts';

const de: typeof en = {
  days: 'Tage mit freien Zeiten',
  earlier: 'Monat davor',
  later: 'Monat danach',
  zone: 'Zeitzone',
  times: (day) => `Freie Zeiten am ${day}`,
  free: (count) => (count === 1 ? '1 freie Zeit' : `${count} freie Zeiten`),
  noneThisMonth: 'In diesem Monat ist nichts frei.',
  toNext: 'Den nächsten ansehen',
  morning: 'Vormittag',
  afternoon: 'Nachmittag',
  evening: 'Abend',
  loading: 'Freie Zeiten werden gesucht',
};
export default de;
