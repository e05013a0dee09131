import type { en } from './viewer-time.en.ts';

const de: typeof en = {
  ownZone: 'Das ist Ihre eigene Zeitzone.',
  forYou: (day, time, zone) => `Bei Ihnen: ${day}, ${time} Uhr, ${zone}`,
};
export default de;
