/** The contracts of every feature, by name: an operation of a new file exists once the file stands here. */
export * as abuse from './abuse.ts';
export * as address from './address.ts';
export * as admin from './admin.ts';
export * as adminAuth from './admin-auth.ts';
export * as admins from './admins.ts';
export * as analytics from './analytics.ts';
export * as audit from './audit.ts';
export * as auth from './auth.ts';
export * as broadcasts from './broadcasts.ts';
export * as credentials from './credentials.ts';
export * as domains from './domains.ts';
export * as invitations from './invitations.ts';
export * as leads from './leads.ts';
export * as line from './line.ts';
export * as members from './members.ts';
export * as mySites from './my-sites.ts';
export * as overview from './overview.ts';
<<<<<<< wip
export * as places from './places.ts';
=======
export * as pipelines from './pipelines.ts';
>>>>>>> main
export * as registrations from './registrations.ts';
export * as roles from './roles.ts';
export * as security from './security.ts';
export * as sessions from './sessions.ts';
export * as signIns from './sign-ins.ts';
export * as signups from './signups.ts';
export * as site from './site.ts';
export * as status from './status.ts';
export * as support from './support.ts';
export * as templates from './templates.ts';
