import type { en } from './broadcasts.mail.en.ts';

export const de: typeof en = {
  prefix: { info: '', warning: 'Bitte beachten: ', critical: 'Wichtig: ' },
  open: 'Ihr Dashboard öffnen',
  why: 'Sie erhalten diese E-Mail, weil Ihnen eine Seite auf Stageline gehört. Sie betrifft Ihre Seite und ist keine Werbung.',
};
