export const en = {
  appearance: 'Appearance',
  modes: { system: 'Like this device', light: 'Light', dark: 'Dark' },
  language: 'Language',
  logOut: 'Log out',
};
