export const en = {
  appearance: 'Appearance',
  modes: { system: 'Like this device', light: 'Light', dark: 'Dark' },
  language: 'Language',
  security: 'Security',
  logOut: 'Log out',
};
