export const en = {
  live: {
    subject: (host: string) => `${host} is live`,
    heading: (host: string) => `${host} is live`,
    before: (host: string, name: string) =>
      `Hello ${name}, your site answers at ${host} now. There is nothing else to do.`,
    after: null as string | null,
  },
  degraded: {
    subject: (host: string) => `Please look at ${host}`,
    heading: (host: string) => `${host} needs your attention`,
    before: (host: string, name: string) =>
      `Hello ${name}, our check of ${host} found something that breaks it, or soon will.`,
    after:
      'We look again every hour, and it is live again as soon as this is mended. After 30 days the domain is given back.' as
        string | null,
  },
  removed: {
    subject: (host: string) => `${host} was disconnected`,
    heading: (host: string) => `${host} was disconnected`,
    before: (host: string, name: string) =>
      `Hello ${name}, ${host} has led elsewhere for 30 days, so it is no longer connected to your site.`,
    after: 'Your address with us works as before. You can connect the domain again at any time.' as string | null,
  },
  open: 'Open your domains',
  why: (site: string) => `You get this because you own ${site}.`,
};
