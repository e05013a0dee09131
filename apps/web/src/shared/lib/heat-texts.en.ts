import { count } from '../i18n/index.ts';

/** How much interest a lead has shown, and by what. */
export const en = {
  title: 'Interest',
  bands: { hot: 'Hot', warm: 'Warm', cold: 'Cold' },
  ofHundred: (points: string) => `${points} of 100`,
  hotFrom: (points: string) => `Hot from ${points}`,
  hotUntil: (time: string) => `Stays hot until ${time} if nothing else happens.`,
  because: (band: string, reasons: string) => `${band}: ${reasons}`,
  /** In a list: what counts most, in few words. */
  short: {
    registered: 'registered',
    confirmed: 'confirmed their address',
    attended: 'attended',
    returned: 'came again',
    'price-asked': 'wrote about the price',
    chat: 'wrote in the chat',
    brought: 'brought others',
  },
  registered: 'Filled in your form',
  confirmed: 'Confirmed their address',
  attended: (share: string, title: string) => `Attended ${share} of ${title}`,
  came: (title: string) => `Came to ${title}`,
  returned: (title: string) => `Came again, to ${title}`,
  askedPrice: (when: string, title: string) => `Asked about the price ${when} of ${title}`,
  wrotePrice: (when: string, title: string) => `Wrote about the price ${when} of ${title}`,
  at: (time: string) => `at ${time}`,
  before: 'before the beginning',
  wrote: (amount: number, title: string) =>
    `${count(amount, { one: 'Wrote a message', other: 'Wrote # messages' })} in ${title}`,
  brought: (amount: number) =>
    count(amount, { one: 'Brought somebody into the line', other: 'Brought # people into the line' }),
  masterclass: 'a masterclass',
  quoted: (text: string) => `“${text}”`,
  points: (amount: number) => count(amount, { one: '# point', other: '# points' }),
  nothing: 'They have shown nothing yet.',
  how: 'How this is reckoned',
  howLong:
    'Every sign of interest counts points, of each kind only so many: attendance up to 30, the price up to 25, people brought into the line up to 15, coming again and the chat up to 10 each, registering and confirming 5 each. Points halve every 7 days. What your team does does not count.',
  loading: 'Loading how much interest they have shown',
  failed: 'It could not be loaded how much interest they have shown',
  filter: 'Interest',
  hotOnly: 'Hot',
  warmOrHot: 'Warm or hot',
  entryGone: 'This entry is not in the timeline any more.',
};
