export const en = {
  justNow: 'just now',
  anyMoment: 'any moment now',
  /** What is left, its largest unit first; the second is 0 where nothing is left of it. */
  inDays: (days: number, hours: number) => `in ${days} ${days === 1 ? 'day' : 'days'}${hours > 0 ? ` ${hours} h` : ''}`,
  inHours: (hours: number, minutes: number) => `in ${hours} h${minutes > 0 ? ` ${minutes} min` : ''}`,
  inMinutes: (minutes: number, seconds: number) => `in ${minutes} min ${seconds} s`,
  inSeconds: (seconds: number) => `in ${seconds} s`,
  /** The same instant elsewhere, and on which day where that is another one. */
  thereAt: (time: string, zone: string) => `${time} ${zone}`,
  thereOn: (day: string, time: string) => `${day}, ${time}`,
  hours: (hours: number) => `${hours} h`,
  minutes: (minutes: number) => `${minutes} min`,
  seconds: (seconds: number) => `${seconds} s`,
};
