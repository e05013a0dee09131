/**
 * The one registry of what the audit log records. A key is `feature.past-tense` and is stored: it is never renamed. The text
 * continues the name of whoever acted ("Ana …"); `{target}` stands for the name of what it was done to, or its id.
 */
export const auditActions = {
  'auth.logged-in': 'logged in',
  'auth.log-in-failed': 'failed to log in as {target}',
  'auth.logged-out': 'logged out',
  'auth.handed-over': 'came in from the platform',
  'sign-in.ended': 'signed {target} out',
  'sign-in.others-ended': 'signed all their other devices out',
  'sign-in.reuse-detected': 'used a session token that had been replaced; the session was ended',
  'account.password-changed': 'set a new password for {target}',
  'member.added': 'added {target} to the team',
  'member.changed': 'changed {target}',
  'site.settings-changed': 'changed the site’s settings',
  'site.logo-changed': 'changed the site’s logo',
  'site.provisioned': 'opened the site',
  'lead.exported': 'exported leads',
  'audit.exported': 'exported the audit log',
  'admin.logged-in': 'logged in to central administration',
  'admin.log-in-failed': 'failed to log in to central administration as {target}',
  'admin.logged-out': 'logged out of central administration',
  'tenant.suspended': 'suspended {target}',
  'tenant.reactivated': 'brought {target} back',
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
