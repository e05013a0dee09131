import type { en } from './mail-facts.en.ts';

export const de: typeof en = {
  when: (day, zone) => `${day} Uhr, ${zone}`,
  noSession: 'Titel der nächsten Masterclass',
  noTime: 'Tag und Uhrzeit',
};
