import { count } from '../../shared/i18n/index.ts';

export const en = {
  today: 'Today',
  viewSite: 'View your site',
  loading: 'Loading today’s numbers',
  chartTitle: 'Registrations in the last 14 days',
  ownChartTitle: 'Your leads in the last 14 days',
  chartCaption: 'Registrations per day, the last 14 days',
  chartEmpty: 'Nobody yet. The first one starts the chart.',
  inAll: (sum: number) => count(sum, { other: '# in all' }),
  day: 'Day',
  registrations: 'Registrations',
  /** One bar of the chart. */
  onDay: (day: string, amount: number) => `${day}: ${count(amount, { other: '#' })}`,
  latest: {
    title: 'Latest leads',
    description: 'The newest first',
    seeAll: 'See all',
    emptyTitle: 'Your first lead will appear here',
    empty: 'Share your page. Everybody who registers is shown here within a second.',
  },
  numbers: {
    /** Beneath their number. */
    waiting: (amount: number): string =>
      amount === 1 ? 'person is waiting for an answer' : 'people are waiting for an answer',
    nobodyWaits: 'Nobody is waiting for an answer',
    answer: 'Answer them',
    allLeads: 'All leads',
    today: (amount: number): string => (amount === 1 ? 'lead today' : 'leads today'),
    todayMeans: 'Everybody who registered since midnight in your site’s time zone.',
    total: (amount: number): string => (amount === 1 ? 'lead in all' : 'leads in all'),
    totalMeans: 'Everybody who ever registered on your site.',
    own: 'assigned to you',
    ownMeans: 'Every lead that was assigned to you.',
  },
  next: {
    live: 'Live now',
    title: 'Next masterclass',
    backToRoom: 'Back to the room',
    openRoom: 'Open the room',
    watching: (viewers: number) => count(viewers, { one: '# person is watching', other: '# people are watching' }),
    since: (time: string) => `since ${time}`,
    at: (day: string, time: string) => `${day}, ${time} your time`,
    /** `there` is the same instant on the host's clock. */
    atElsewhere: (day: string, time: string, there: string) => `${day}, ${time} your time; ${there}`,
    nobodyRegistered: 'Nobody has registered yet',
    registered: (amount: number) =>
      count(amount, { one: '# person has registered', other: '# people have registered' }),
    starts: 'Starts',
    plannedToStart: 'Planned to start',
    now: 'now',
    nothing: 'No masterclass is planned',
    plan: 'Plan a masterclass',
    chooseDate: 'Choose a date and your page starts to invite people.',
    shownHere: 'As soon as a date is set, it is shown here.',
  },
};
