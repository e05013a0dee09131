export const en = {
  subject: (who: string, site: string) => `${who} invites you to ${site}`,
  heading: (site: string) => `Join the team of ${site}`,
  invites: (who: string, site: string, roles: string) =>
    `${who} invites you to work with ${site}. Your part: ${roles}.`,
  link: (days: number) => `The link is good for ${days} days and for one person. It opens a page where you say yes.`,
  open: 'Look at the invitation',
  why: (who: string) =>
    `You get this because ${who} gave this address. If you do not know them, ignore it: nothing happens.`,
};
