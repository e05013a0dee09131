export const en = {
  join: 'Join the masterclass',
  visit: 'Open the site',
  why: (promoter: string) => `You get this because this address was registered with ${promoter}.`,
  pausedSubject: (rule: string) => `The automation “${rule}” is paused`,
  pausedHeading: 'An automation is paused',
  paused: (rule: string, times: number) =>
    `“${rule}” failed ${times} times in a row, so it does nothing until you switch it on again. Its log says what went wrong.`,
  openAutomations: 'Look at the log',
  pausedWhy: 'You get this because you own the site.',
};
