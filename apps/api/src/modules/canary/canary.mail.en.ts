export const en = {
  subject: 'Isolation leak on the platform',
  heading: 'A site reached the data of another',
  what: 'Two test sites attack each other every few minutes. This time an attack got through. Treat it as a breach until you know better.',
  open: 'See the runs',
  why: 'You get this because you administer the platform. It is sent once, until a run is clean again.',
};
