import type { en } from './entitlements.mail.en.ts';

export const de: typeof en = {
  subject: (title) => `Für Sie offen: ${title}`,
  heading: (firstName) => `${firstName}, Ihre Bestellung ist offen`,
  text: (title) => `Sie haben „${title}“ bestellt. Was dazugehört, wartet auf einer eigenen Seite auf Sie.`,
  private: 'Die Seite gehört Ihnen allein: Bitte geben Sie den Link nicht weiter.',
  action: 'Ansehen, was Ihnen gehört',
  why: (site) => `Sie bekommen diese E-Mail, weil Sie bei ${site} bestellt haben.`,
};
