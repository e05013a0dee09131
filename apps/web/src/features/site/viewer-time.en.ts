export const en = {
  ownZone: 'That is your own time zone.',
  forYou: (day: string, time: string, zone: string) => `For you: ${day}, ${time}, ${zone}`,
  begins: 'It begins now.',
  days: (amount: number): string => (amount === 1 ? 'day' : 'days'),
  hours: (amount: number): string => (amount === 1 ? 'hour' : 'hours'),
  minutes: (amount: number): string => (amount === 1 ? 'minute' : 'minutes'),
  seconds: (amount: number): string => (amount === 1 ? 'second' : 'seconds'),
};
