import type { en } from './texts.en.ts';

const de: typeof en = {
  title: 'Sind Sie es?',
  description:
    'Das nimmt etwas weg oder gibt es aus der Hand. Bestätigen Sie, wer Sie sind; gefragt wird höchstens alle zehn Minuten.',
  password: 'Passwort',
  code: 'Code aus Ihrer App',
  codeHint: 'Sechs Ziffern.',
  recoveryCode: 'Notfallcode',
  recoveryHint: 'Einer der zehn, die Sie aufbewahren. Er ist danach verbraucht.',
  passkeyHint: 'Ihr Gerät fragt nach Finger, Gesicht oder PIN.',
  usePasskey: 'Passkey verwenden',
  confirm: 'Bestätigen',
  wrong: {
    password: 'Das ist nicht Ihr Passwort. Nach fünf falschen Versuchen werden Sie abgemeldet.',
    totp: 'Dieser Code stimmt nicht oder wurde schon benutzt. Geben Sie den ein, den Ihre App jetzt zeigt. Nach fünf falschen Versuchen werden Sie abgemeldet.',
    'recovery-code':
      'Das ist keiner Ihrer Notfallcodes, oder er wurde schon benutzt. Nach fünf falschen Versuchen werden Sie abgemeldet.',
    passkey: 'Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.',
  },
  logIn: 'Neu anmelden',
  otherWays: 'Anders bestätigen',
  ways: { password: 'Passwort', totp: 'Code aus Ihrer App', 'recovery-code': 'Notfallcode', passkey: 'Passkey' },
  passkeyFailed: 'Der Passkey wurde nicht bestätigt. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.',
  loading: 'Ihre Möglichkeiten werden geladen',
};
export default de;
