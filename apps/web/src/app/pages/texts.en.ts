export const en = {
  register: 'Register',
  /** The bar at the foot of a phone, by the state of the masterclass. */
  live: 'Live now: get my link',
  scheduled: 'Save my place',
  paid: 'Save my place',
  full: 'Put me on the waitlist',
  noDate: 'Tell me the date',
  neutral: {
    title: 'There is nothing here',
    text: 'Check the address for a missing letter, or ask whoever gave it to you.',
  },
  /** Where somebody looked for the log-in of a site that is not there, or not at present. */
  wayIn: { question: 'Do you work on this site?', link: 'Log in on Stageline' },
  busy: {
    title: 'One moment, please',
    text: 'This page cannot be shown just now. Please try again in a moment.',
  },
  home: {
    metaTitle: 'Stageline: your own masterclass site in two minutes',
    metaDescription:
      'A branded page, a live room, and every lead with the right person. One system, ready in two minutes.',
    logIn: 'Log in',
    title: 'Your own masterclass site, ready in two minutes',
    promise: 'A page in your colours, a live room, and every lead with the right person. One system instead of six.',
    create: 'Create your site',
    partsTitle: 'From the first visit to the follow-up',
    parts: [
      {
        title: 'A page in your colours',
        text: 'Your name, your logo, your promise, on your own address. It opens in half a second on a phone.',
      },
      {
        title: 'A line that fills while people watch',
        text: 'Everyone who registers appears on the page at once, newest on top, by first name and initial.',
      },
      {
        title: 'A live room in the browser',
        text: 'You press one button, your guests open their link. Nothing to install for anybody.',
      },
      {
        title: 'Every lead with the right person',
        text: 'Each registration goes to one of your team, who hears of it within a second and works through a clear list.',
      },
    ],
  },
};
