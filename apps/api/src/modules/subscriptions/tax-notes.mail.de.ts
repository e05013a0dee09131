import type { en } from './tax-notes.mail.en.ts';

export const de: typeof en = {
  exempt: 'Beim Verkäufer nicht steuerbar.',
  reverse_charge: 'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).',
};
