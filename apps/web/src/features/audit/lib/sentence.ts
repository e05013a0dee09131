import { auditSentence, type AuditEntryView } from '@stageline/contracts';
import { auditTexts } from '../texts.ts';

/** Who acted, by name where there is one. */
export const actorName = ({ actor }: Pick<AuditEntryView, 'actor'>): string =>
  actor.name ?? auditTexts().actors[actor.kind];

/** What they did, in the page's language: the sentence after their name. */
export function deed({ action, target }: Pick<AuditEntryView, 'action' | 'target'>): string {
  const own = auditTexts().actions[action];
  if (own === undefined) return auditSentence(action, target);
  return own.replace('{target}', () => target?.name ?? target?.id ?? auditTexts().nothing);
}
