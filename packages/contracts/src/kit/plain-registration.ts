import type { RegistrationSettings } from '../files/registration-settings.ts';

/** The form of a site that asks nothing of its own. Here, and not by the schema: pages for visitors carry no zod. */
export const PLAIN_REGISTRATION: RegistrationSettings = {
  phone: 'optional',
  company: 'optional',
  fields: [],
  askQuestion: false,
  consent: null,
  doubleOptIn: false,
  rememberFirstTouch: true,
};
