export const en = {
  subject: (site: string) => `${site} is ready`,
  heading: 'Your site is ready',
  open: (name: string, site: string, url: string) => `Hello ${name}, ${site} is open to visitors at:\n${url}`,
  next: 'A first masterclass is planned, so that you see how everything fits together. Make the page and the date your own in the dashboard.',
  action: 'Open your dashboard',
  why: 'You get this because a site was opened with this address.',
};
