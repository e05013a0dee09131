import { count } from '../../shared/i18n/index.ts';

export const en = {
  banner: (name: string) => `${name}, you are here as support. You may look, and change nothing.`,
  left: (minutes: number) => count(minutes, { one: '# minute left', other: '# minutes left' }),
  lastMinute: 'Less than a minute left',
  end: 'End the visit',
  over: 'The visit is over',
  overText: 'Its time has passed, or the owner has ended it. You can close this tab.',
  opening: 'Opening the dashboard',
  oneMoment: 'One moment',
  spent: 'This link does not work any more',
  spentText: 'It opens a visit once, within a minute. Begin another one in central administration.',
  refused: 'This site does not let support in',
  refusedText: 'Its owner has closed it to support.',
};
