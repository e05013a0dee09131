import { count } from '../../shared/i18n/index.ts';

export const en = {
  tab: 'Slides',
  slide: (page: number, pages: number) => `Slide ${page} of ${pages}`,
  notLoaded: 'This slide could not be loaded.',
  loading: 'Loading the files',
  failed: 'The files could not be loaded.',
  empty: 'Add slides and handouts on the page of the masterclass. You show and give them here.',
  pages: (amount: number) => count(amount, { one: '# page', other: '# pages' }),
  drawing: (ready: number, pages: number) => `Drawing page ${ready} of ${pages}`,
  undrawable: 'Its pages could not be drawn. It can still be given to the audience.',
  show: 'Show slides',
  showOf: (name: string) => `Show slides: ${name}`,
  takeOff: 'Take off',
  previous: 'Previous slide',
  next: 'Next slide',
  keys: 'The arrow keys turn the page.',
  goTo: (page: number) => `Show slide ${page}`,
  give: 'Audience has it',
  giveOf: (name: string) => `The audience has ${name}`,
  taken: (amount: number) =>
    amount === 0 ? 'taken by nobody yet' : count(amount, { one: 'taken by # person', other: 'taken by # people' }),
  notDone: 'That did not work',
  handouts: 'To take home',
  arrived: (name: string) => `For you to take home: ${name}`,
  /** Before the name of a file, for a screen reader. */
  download: 'Download ',
};
