const NOT_YOU = 'If that was not you, ignore this mail: without the link nothing happens.';

export const en = {
  links: {
    'log-in': {
      heading: (site: string) => `Log in to ${site}`,
      text: (_site: string) =>
        'The link works once, within 15 minutes. Open it on the device on which you want to log in.',
      label: 'Log in',
      footer: (_site: string) => `Somebody asked for a link to log in with this address. ${NOT_YOU}`,
    },
    'password-reset': {
      heading: (_site: string) => 'Choose a new password',
      text: (site: string) =>
        `For your account at ${site}. The link works once, within 15 minutes. A new password ends all sessions.`,
      label: 'Choose a new password',
      footer: (_site: string) => `Somebody asked for a new password for this address. ${NOT_YOU}`,
    },
    'confirm-email': {
      heading: (_site: string) => 'Confirm your e-mail address',
      text: (site: string) =>
        `So that ${site} can reach you, and you can always get back in. The link works once, within a day.`,
      label: 'Confirm this address',
      footer: (site: string) => `This address was given for an account at ${site}. ${NOT_YOU}`,
    },
  },
  /** What changed about a log-in; told to its owner, who may not have done it. */
  notices: {
    'password-changed': 'The password was changed, and every other session ended.',
    'totp-added': 'An authenticator app was added.',
    'totp-removed': 'The authenticator app was removed.',
    'passkey-added': 'A passkey was added.',
    'passkey-removed': 'A passkey was removed.',
    'recovery-code-used': 'A recovery code was used to log in.',
    'recovery-codes-renewed': 'New recovery codes were made; the old ones have ended.',
    'identity-linked': 'A log-in of another company was linked.',
    'identity-unlinked': 'A log-in of another company was unlinked.',
  },
  notice: {
    subject: (site: string) => `Your account at ${site} was changed`,
    text: 'If that was you, there is nothing to do. If not, choose a new password now and look through the page Security.',
    label: 'Look at Security',
    footer: (site: string) => `You get this because it concerns your account at ${site}.`,
  },
};
