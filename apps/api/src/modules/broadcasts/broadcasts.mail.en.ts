export const en = {
  prefix: { info: '', warning: 'Please note: ', critical: 'Important: ' },
  open: 'Open your dashboard',
  why: 'You get this because you own a site on Stageline. It concerns your site and is no advertisement.',
};
