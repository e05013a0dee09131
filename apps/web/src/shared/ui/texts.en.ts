export const en = {
  close: 'Close',
  cancel: 'Cancel',
  showMore: 'Show more',
  tryAgain: 'Try again',
  refused: 'You cannot open this page',
  offline: 'You seem to be offline',
  offlineNow: 'You are offline. What you see may be old; it is brought up to date when you are back.',
  notLoaded: 'This could not be loaded',
  leaveTitle: 'Leave without saving?',
  leaveHint: 'What you changed here is lost.',
  leave: 'Leave',
  toSite: 'To the site',
};
