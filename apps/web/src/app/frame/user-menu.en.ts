export const en = {
  appearance: 'Appearance',
  modes: { system: 'Like this device', light: 'Light', dark: 'Dark' },
  language: 'Language',
  sites: 'Your sites',
  switchFailed: 'That site could not be opened',
  commissions: 'Your commissions',
  security: 'Security',
  logOut: 'Log out',
};
