import type { en } from './user-menu.en.ts';

const de: typeof en = {
  appearance: 'Darstellung',
  modes: { system: 'Wie dieses Gerät', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  sites: 'Ihre Seiten',
  switchFailed: 'Diese Seite ließ sich nicht öffnen',
  commissions: 'Ihre Provisionen',
  security: 'Sicherheit',
  logOut: 'Abmelden',
};
export default de;
