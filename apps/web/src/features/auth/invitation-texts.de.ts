import type { en } from './invitation-texts.en.ts';

const de: typeof en = {
  title: 'Kommen Sie ins Team',
  by: (name, roles) => `${name} lädt Sie ein. Ihre Aufgabe: ${roles}.`,
  byNobody: (roles) => `Sie sind eingeladen. Ihre Aufgabe: ${roles}.`,
  email: 'E-Mail',
  name: 'Ihr Name',
  nameHint: 'So, wie ihn das Team sieht.',
  newPassword: 'Wählen Sie ein Passwort',
  newPasswordHint: 'Mindestens 10 Zeichen.',
  password: 'Passwort Ihres Kontos',
  passwordHint: 'Zu dieser Adresse gibt es schon ein Konto. Es bleibt, wie es ist, und diese Seite kommt dazu.',
  submit: 'Beitreten',
  forgot: 'Vergessen?',
  goneTitle: 'Diese Einladung ist vorbei',
  goneHint: 'Sie wurde benutzt, zurückgenommen oder ersetzt, oder sieben Tage sind vergangen. Bitten Sie um eine neue.',
  logIn: 'Anmelden',
  loading: 'Die Einladung wird geladen',
};
export default de;
