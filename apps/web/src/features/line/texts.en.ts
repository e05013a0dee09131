import { grouped } from './lib/grouped.ts';

const people = (amount: number): string => `${grouped(amount)} ${amount === 1 ? 'person' : 'people'}`;

export const en = {
  title: 'In line',
  people,
  first: 'Be the first. Your name appears here for everyone.',
  members: 'Members, newest first',
  /** In place of a name that its owner keeps to themselves, and of whoever has left. */
  hidden: 'Without a name',
  left: 'Has left the line',
  /** Before the number, for a screen reader. */
  position: 'Position ',
  you: 'you',
  announcement: (joined: number, total: number) =>
    `${joined === 1 ? 'One person' : people(joined)} joined. ${grouped(total)} in line.`,
  justNow: 'just now',
  ago: (amount: number, unit: 'minute' | 'hour' | 'day') => `${amount} ${unit}${amount === 1 ? '' : 's'} ago`,
};
