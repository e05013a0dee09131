import type { en } from './texts.en.ts';

const de: typeof en = {
  title: 'Wo Sie angemeldet sind',
  description: 'Melden Sie ab, was Sie nicht kennen. Ein neues Passwort meldet alle anderen ab.',
  current: 'Dieses Gerät',
  active: (when) => `zuletzt aktiv ${when}`,
  since: (when) => `angemeldet ${when}`,
  end: 'Abmelden',
  ofDevice: (device) => `: ${device}`,
  endOthers: 'Alle anderen abmelden',
  endOthersTitle: 'Überall sonst abmelden?',
  endOthersDescription: 'Nur dieses Gerät bleibt auf dieser Seite angemeldet.',
  ended: (device) => `${device} ist abgemeldet`,
  othersEnded: 'Nur dieses Gerät ist noch angemeldet',
  failed: 'Das ging nicht',
  loading: 'Ihre Anmeldungen werden geladen',
};
export default de;
