import type { en } from './time-texts.en.ts';

const de: typeof en = {
  justNow: 'gerade eben',
  anyMoment: 'jeden Moment',
  inDays: (days, hours) => `in ${days} ${days === 1 ? 'Tag' : 'Tagen'}${hours > 0 ? ` ${hours} Std.` : ''}`,
  inHours: (hours, minutes) => `in ${hours} Std.${minutes > 0 ? ` ${minutes} Min.` : ''}`,
  inMinutes: (minutes, seconds) => `in ${minutes} Min. ${seconds} Sek.`,
  inSeconds: (seconds) => `in ${seconds} Sek.`,
  thereAt: (time, zone) => `${time} Uhr (${zone})`,
  thereOn: (day, time) => `${day}, ${time}`,
  hours: (hours) => `${hours} Std.`,
  minutes: (minutes) => `${minutes} Min.`,
  seconds: (seconds) => `${seconds} Sek.`,
};
export default de;
