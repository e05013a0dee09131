export const en = {
  subject: (who: string) => `${who} invites you to administer Stageline`,
  heading: 'Administer the platform',
  invites: (who: string) => `${who} invites you to the central administration of Stageline.`,
  link: (days: number) => `The link is good for ${days} days and for one person. It opens a page where you say yes.`,
  open: 'Look at the invitation',
  why: (who: string) =>
    `You get this because ${who} gave this address. If you do not know them, ignore it: nothing happens.`,
};
