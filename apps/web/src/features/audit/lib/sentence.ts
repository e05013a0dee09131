import { auditSentence, type AuditEntryView } from '@stageline/contracts';
import { auditTexts } from '../texts.ts';

/** Who acted, by name where there is one. */
export const actorName = ({ actor }: Pick<AuditEntryView, 'actor'>): string =>
  actor.name ?? auditTexts().actors[actor.kind];

/** What they did, in the page's language: the sentence after their name. */
export function deed({ action, target }: Pick<AuditEntryView, 'action' | 'target'>): string {
  const own = auditTexts().actions[action];
  if (own === undefined) return auditSentence(action, target);
  return own.replace('{target}', () => nameOf(target));
}

/** What an entry is about, by its name; a version of the site has none but its number, and a view has one per language. */
function nameOf(target: AuditEntryView['target']): string {
  if (target === null) return auditTexts().nothing;
  if (target.type === 'site-version') return auditTexts().version(target.id);
  const view = target.type === 'operation' ? auditTexts().views[target.id] : undefined;
  return view ?? target.name ?? target.id;
}
