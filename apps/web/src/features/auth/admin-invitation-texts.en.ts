import { adminRoleCatalogue, type AdminRole } from '@stageline/contracts';

const roles: Readonly<Record<AdminRole, string>> = {
  owner: adminRoleCatalogue.owner.label,
  support: adminRoleCatalogue.support.label,
};

export const en = {
  title: 'Administer Stageline',
  by: (name: string, role: string) => `${name} invites you as ${role}.`,
  loading: 'Loading the invitation',
  email: 'E-mail',
  name: 'Name',
  nameHint: 'As the others know you; the audit log shows it.',
  password: 'Password',
  passwordHint: 'At least 10 characters.',
  submit: 'Join',
  goneTitle: 'This invitation does not work any more',
  goneHint: 'It was used already, taken back, or its time is over. Ask for a new one.',
  logIn: 'Log in',
  roles,
};
