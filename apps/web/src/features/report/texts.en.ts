export const en = {
  title: 'Report this site',
  description: (site: string) =>
    `Something about ${site} looks wrong? Tell Stageline, the platform that it runs on. The people behind the site do not see who wrote.`,
  category: 'What is it about?',
  choose: 'Please choose',
  categories: {
    scam: 'A scam, or money taken for nothing',
    impersonation: 'It pretends to be somebody else',
    spam: 'Mail that I did not ask for',
    illegal: 'Something illegal',
    copyright: 'It uses what belongs to somebody else',
    other: 'Something else',
  },
  text: 'What happened?',
  textHint: 'What you saw, where, and when. At least 10 characters.',
  email: 'Your e-mail',
  emailHint: 'Only if we may ask you something.',
  send: 'Send the report',
  lookAgain: 'Please look at these fields again.',
  /** For robots. */
  trap: 'Leave this empty',
  thanks: 'Thank you, we have it',
  thanksText: 'Somebody at Stageline will look at it. We cannot tell you what comes of each report.',
  back: 'Back to the site',
};
