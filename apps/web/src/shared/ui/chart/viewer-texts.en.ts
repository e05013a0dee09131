import { count } from '../../i18n/index.ts';

export const en = {
  label: 'Viewers over time',
  notLive: 'The curve begins when you go live.',
  nobody: 'Nobody was in the room.',
  peak: (viewers: number) => count(viewers, { one: '# person', other: '# people' }),
  atOnce: (time: string) => `at once at most, at ${time}`,
  none: 'Nobody yet',
  /** `intoIt` is how long it had been live. */
  step: (time: string, intoIt: string) => `${time}, ${intoIt} in`,
  average: 'on average',
  unique: (amount: number): string => (amount === 1 ? 'person' : 'different people'),
  drops: 'Where many left',
  drop: (gone: number, before: number) =>
    `${count(gone, { other: '#' })} of ${count(before, { other: '#' })} left within a minute`,
};
