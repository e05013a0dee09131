export const en = {
  loading: 'Loading',
  nothingHere: 'Nothing here',
  nothingAtAddress: 'There is nothing at this address',
  mayBeOld: 'The link may be old, or a letter is missing.',
  goToToday: 'Go to Today',
  goToStart: 'Go to the start',
  notShown: 'This page could not be shown',
  skip: 'Skip to the content',
  /** The last place of the menu on a phone. */
  more: 'More',
  mainMenu: 'Main',
  menuOf: (name: string) => `Menu of ${name}`,
  goTo: 'Go to',
  /** The keys that open the palette. */
  shortcut: (isApple: boolean): string => (isApple ? '⌘K' : 'Ctrl K'),
  interrupted: 'The live connection is interrupted. We are trying again; what you see may be a moment old.',
  stillLoggedIn: 'You are still logged in',
  checkConnection: 'Check your connection and try again.',
  /** After a brand's name, for a screen reader: where its link leads. */
  toToday: ', today',
  toSites: ', sites',
  admin: 'Admin',
};
