import type { en } from './user-menu.en.ts';

const de: typeof en = {
  appearance: 'Darstellung',
  modes: { system: 'Wie dieses Gerät', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  security: 'Sicherheit',
  logOut: 'Abmelden',
};
export default de;
