/**
 * The one registry of what the audit log records. A key is `feature.past-tense` and is stored: it is never renamed. The text
 * continues the name of whoever acted ("Ana …"); `{target}` stands for the name of what it was done to, or its id.
 */
export const auditActions = {
  'auth.logged-in': 'logged in',
  'auth.log-in-failed': 'failed to log in as {target}',
  'auth.logged-out': 'logged out',
  'sign-in.ended': 'signed {target} out',
  'sign-in.others-ended': 'signed all their other devices out',
  'sign-in.proof-failed': 'did not prove who they are five times in a row; the session was ended',
  'sign-in.reuse-detected': 'used a session token that had been replaced; the session was ended',
  'account.password-changed': 'set a new password for {target}',
  'account.totp-added': 'added an authenticator app to {target}',
  'account.totp-removed': 'removed the authenticator app of {target}',
  'account.passkey-added': 'added a passkey to {target}',
  'account.passkey-removed': 'removed a passkey of {target}',
  'account.recovery-codes-renewed': 'made new recovery codes for {target}',
  'account.recovery-code-used': 'logged in to {target} with a recovery code',
  'account.identity-linked': 'linked a log-in of another company to {target}',
  'account.identity-unlinked': 'unlinked a log-in of another company from {target}',
  'security.policy-changed': 'changed of whom a second factor is demanded',
  'member.changed': 'changed {target}',
  'member.removed': 'took {target} off the team',
  'invitation.sent': 'invited {target} to the team',
  'invitation.resent': 'sent {target} a new invitation',
  'invitation.revoked': 'took the invitation of {target} back',
  'invitation.accepted': 'joined the team',
  'role.defined': 'defined the role {target}',
  'role.changed': 'changed the role {target}',
  'role.removed': 'removed the role {target}',
  'pipeline.made': 'made the pipeline {target}',
  'pipeline.changed': 'changed the pipeline {target}',
  'pipeline.removed': 'removed the pipeline {target}',
  'assignment.changed': 'changed how leads are assigned',
  'lead.assigned': 'gave the lead {target} to another member',
  'lead.returned': 'put the lead {target} back to those that wait',
  'leads.released': 'put the open leads of {target} back to those that wait',
  'site.published': 'published {target} of the site',
  'site.rolled-back': 'brought an older state of the site back as {target}',
  'brand-policy.changed': 'changed what the platform fixes for every site',
  'domain.added': 'connected the domain {target}',
  'domain.verified': 'proved that {target} is theirs',
  'domain.became-live': 'saw {target} go live',
  'domain.became-degraded': 'found a fault at {target}',
  'domain.became-removed': 'gave {target} back after a month of faults',
  'domain.removed': 'disconnected the domain {target}',
  'domain.primary-chosen': 'made {target} the main address',
  'line.sponsor-corrected': 'gave {target} another sponsor in the line',
  'template.applied': 'brought {target} into the draft',
  'template.taken-back': 'took the last update of {target} back',
  'template.published': 'published {target}',
  'site.moved': 'moved the site to the address {target}',
  'analytics.exported': 'exported the statistics as {target}',
  'analytics.calendar-changed': 'changed where days and weeks of the statistics begin',
  'leads.import-checked': 'checked the file {target} before an import of leads',
  'leads.import-started': 'began to import leads from {target}',
  'leads.imported': 'imported leads from {target}',
  'leads.import-cancelled': 'stopped the import of leads from {target}',
  'leads.import-result-exported': 'exported the result of the import of {target}',
  'leads.exported': 'exported leads as {target}',
  'audit.exported': 'exported the audit log',
  'admin.logged-in': 'logged in to central administration',
  'admin.log-in-failed': 'failed to log in to central administration as {target}',
  'admin.logged-out': 'logged out of central administration',
  'admin.invited': 'invited {target} to administer the platform',
  'admin.invitation-revoked': 'took the invitation of {target} back',
  'admin.joined': 'joined the administrators of the platform',
  'admin.role-changed': 'gave {target} another role',
  'admin.removed': 'removed the administrator {target}',
  'tenant.suspended': 'suspended {target}',
  'tenant.reactivated': 'brought {target} back',
  'tenant.closed': 'closed {target}',
  'tenant.reopened': 'took the closing of {target} back',
  'tenant.plan-changed': 'put {target} on another plan',
  'broadcast.sent': 'told site owners: {target}',
  'broadcast.ended': 'took the notice {target} down',
  'abuse.reviewed': 'looked into a report about {target}',
  'abuse.resolved': 'closed a report about {target}',
  'support.started': 'began to look at {target} as support',
  'support.entered': 'entered the site as support',
  'support.viewed': 'looked at “{target}”',
  'support.ended': 'ended a visit as support',
  'support.allowed': 'let support look at the site',
  'support.forbidden': 'closed the site to support',
} as const satisfies Record<`${string}.${string}`, string>;

export type AuditAction = keyof typeof auditActions;

/** Actions for a filter; an entry of an older version may name one that is no longer here. */
export const auditActionNames = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];

/**
 * What happened as the rest of a sentence that begins with the actor's name; the stored name of an action that this version
 * does not know.
 */
export function auditSentence(action: string, target: { name: string | null; id: string } | null): string {
  const text: string = auditActions[action as AuditAction] ?? action;
  return text.replace('{target}', () => target?.name ?? target?.id ?? 'somebody');
}
