export const en = {
  onAirNow: 'On air now',
  /** `zone` is the host's, by name. */
  until: (time: string, zone: string) => `Until ${time}, ${zone}`,
  fromTo: (from: string, to: string, zone: string) => `${from} to ${to}, ${zone}`,
  addToCalendar: 'Add to calendar',
  liveMasterclass: 'Live masterclass',
  hostedLiveBy: 'Hosted live by',
  liveNow: 'Live now',
  whatYouGet: 'What you get',
  about: 'About this masterclass',
  whatOthersSay: 'What others say',
  play: 'Play',
  /** A click on it loads the player of that company. */
  playFrom: (company: string) => `Plays from ${company}`,
  openVideo: 'Opens the video in a new tab',
  teamLogIn: 'Team log-in',
  report: 'Report this page',
  calendarNote: 'Your personal link to join is in your mailbox.',
};
