import type { Locale } from './locale.ts';

const en = {
  owner: 'Owner',
  admin: 'Admin',
  host: 'Host',
  leader: 'Team leader',
  rep: 'Rep',
  editor: 'Editor',
  reviewer: 'Reviewer',
  learner: 'Learner',
  'pre-enrollee': 'Pre-enrollee',
};
const de: typeof en = {
  owner: 'Inhaber',
  admin: 'Admin',
  host: 'Moderation',
  leader: 'Teamleitung',
  rep: 'Beratung',
  editor: 'Redaktion',
  reviewer: 'Prüfung',
  learner: 'Lernende',
  'pre-enrollee': 'Vorgemerkt',
};

/** The names of the roles that every site has. Without zod: the page behind an invitation shows them. */
export const roleLabels: Readonly<Record<Locale, Readonly<typeof en>>> = { en, de };
