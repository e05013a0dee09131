import type { en } from './admin-invitation-texts.en.ts';

const de: typeof en = {
  title: 'Stageline verwalten',
  by: (name, role) => `${name} lädt Sie ein, Rolle: ${role}.`,
  loading: 'Die Einladung wird geladen',
  email: 'E-Mail',
  name: 'Name',
  nameHint: 'Wie die anderen Sie kennen; das Protokoll zeigt ihn.',
  password: 'Passwort',
  passwordHint: 'Mindestens 10 Zeichen.',
  submit: 'Beitreten',
  goneTitle: 'Diese Einladung gilt nicht mehr',
  goneHint: 'Sie wurde schon benutzt, zurückgenommen oder ist abgelaufen. Bitten Sie um eine neue.',
  logIn: 'Anmelden',
  roles: { owner: 'Inhaber der Plattform', support: 'Support der Plattform' },
};
export default de;
