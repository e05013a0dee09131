export const en = {
  title: 'Is it you?',
  description:
    'This takes something away or gives it out of hand. Confirm who you are; it is asked at most every ten minutes.',
  password: 'Password',
  code: 'Code from your app',
  codeHint: 'Six digits.',
  recoveryCode: 'Recovery code',
  recoveryHint: 'One of the ten that you keep. It is used up by this.',
  passkeyHint: 'Your device asks for your finger, your face or its PIN.',
  usePasskey: 'Use a passkey',
  confirm: 'Confirm',
  wrong: {
    password: 'That is not your password. After five wrong tries you are logged out.',
    totp: 'That code is not right, or has been used. Type the one that your app shows now. After five wrong tries you are logged out.',
    'recovery-code':
      'That is none of your recovery codes, or it has been used. After five wrong tries you are logged out.',
    passkey: 'That passkey was not accepted. Try again, or choose another way.',
  },
  logIn: 'Log in again',
  otherWays: 'Another way',
  ways: { password: 'Password', totp: 'Code from your app', 'recovery-code': 'Recovery code', passkey: 'Passkey' },
  passkeyFailed: 'The passkey was not confirmed. Try again, or choose another way.',
  loading: 'Looking for the ways that you can use',
};
