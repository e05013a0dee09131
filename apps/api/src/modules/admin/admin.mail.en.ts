export const en = {
  suspended: {
    heading: (site: string) => `${site} is suspended`,
    text: (name: string, site: string) =>
      `Hello ${name}, ${site} was suspended. Visitors see a neutral page, and your team cannot log in. Nothing was deleted: everything is back as it was when the site is reactivated.`,
  },
  reactivated: {
    heading: (site: string) => `${site} is back`,
    text: (name: string, site: string) =>
      `Hello ${name}, ${site} was reactivated. Its pages, your team and your leads are there again, exactly as they were.`,
  },
  closed: {
    heading: (site: string) => `${site} was closed`,
    text: (name: string, site: string) =>
      `Hello ${name}, ${site} was closed. Visitors see a neutral page, and your team cannot log in. Its data is deleted after 30 days; until then the closing can be taken back.`,
  },
  reopened: {
    heading: (site: string) => `${site} is not closing any more`,
    text: (name: string, site: string) =>
      `Hello ${name}, the closing of ${site} was taken back. The site is as it was before, and nothing was deleted.`,
  },
  reason: (reason: string) => `The reason given: ${reason}`,
  askAt: (email: string) => `Do you have a question, or is this a mistake? Write to ${email}.`,
  ask: 'Do you have a question, or is this a mistake? Please ask whoever runs the platform.',
  seeState: 'See how things stand',
  open: 'Open your dashboard',
  why: (site: string) => `You get this because you own ${site}. It concerns your site and is no advertisement.`,
};
