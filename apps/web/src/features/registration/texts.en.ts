export const en = {
  fields: {
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail',
    phone: 'Phone',
    company: 'Company',
    question: 'What do you want answered?',
  },
  choose: 'Please choose',
  trap: 'Leave this empty',
  lookAgain: 'Please look at this again:',
  tryAgain: 'Please try again.',
  failed: 'Something went wrong on our side. What you typed is still here: please try again.',
  offline: 'You seem to be offline. What you typed is still here: try again when you are back.',
  busy: 'Many people are registering right now. Please try again in a moment.',
  busyFor: (seconds: number) => `Many people are registering right now. Please try again in ${seconds} seconds.`,
  /** `{name}` is the reader's first name. */
  almostIn: 'Almost there, {name}',
  mailComes: 'Look into your mailbox and confirm your address to take your place in the line.',
  mailComesTo: 'Confirm your address to take your place in the line: a message is on its way to {email}.',
  spam: 'Nothing after a few minutes? Look into the spam folder too.',
};
