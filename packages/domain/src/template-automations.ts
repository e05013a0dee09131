import type { SiteAutomation, TemplateAutomation } from '@stageline/contracts';
import { fillTemplateText, type TemplateNames } from './template-names.ts';

const MAX_NAME = 60;

/** The automations of a template on a site of these names. What they write to leads is filled in when it is sent. */
export const automationsFromTemplate = (
  automations: readonly TemplateAutomation[],
  names: TemplateNames,
): TemplateAutomation[] =>
  automations.map((automation) => ({ ...automation, name: fillTemplateText(automation.name, names, MAX_NAME) }));

/**
 * The automations of a site as a template carries them: nobody of the site is named any more, by name or by id.
 * @param generic puts placeholders in the place of the site's names
 */
export const automationsFromSite = (
  automations: readonly SiteAutomation[],
  generic: (text: string) => string,
): TemplateAutomation[] =>
  automations.map(({ key, name, trigger, conditions, actions }) => ({
    key,
    name: generic(name),
    trigger,
    conditions: conditions.map(ofAnybody),
    actions: actions.map((action): TemplateAutomation['actions'][number] => {
      switch (action.kind) {
        case 'assign':
          return { ...action, to: action.to === 'rules' ? 'rules' : roleOf(action.to) };
        case 'notify':
          return {
            ...action,
            who: action.who === 'owner' ? 'owner' : roleOf(action.who),
            text: outsideBraces(action.text, generic),
          };
        case 'mail':
          return {
            ...action,
            subject: outsideBraces(action.subject, generic),
            text: outsideBraces(action.text, generic),
          };
        case 'check':
          return { ...action, condition: ofAnybody(action.condition) };
        default:
          return action;
      }
    }),
  }));

const roleOf = (member: string): 'promoter' | 'member' => (member === 'promoter' ? 'promoter' : 'member');

const isAnybody = (who: string): who is 'nobody' | 'somebody' => who === 'nobody' || who === 'somebody';
function ofAnybody(condition: SiteAutomation['conditions'][number]): TemplateAutomation['conditions'][number] {
  if (condition.kind !== 'owner') return condition;
  return { kind: 'owner', who: isAnybody(condition.who) ? condition.who : roleOf(condition.who) };
}

/** A placeholder stays what it is, whatever the promoter is called. */
const outsideBraces = (text: string, change: (text: string) => string): string =>
  text
    .split(/(\{\{.*?\}\})/s)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
