import type { AutomationActionKind, AutomationConditionKind, AutomationTriggerKind } from '@stageline/contracts';
import { count } from '../i18n/index.ts';

const triggers: Readonly<Record<AutomationTriggerKind, string>> = {
  'stage-entered': 'a lead is moved to a stage',
  'stage-left': 'a lead is moved out of a stage',
  registered: 'somebody registers',
  imported: 'a lead comes in from a file for which automations were chosen',
  'place-confirmed': 'somebody confirms their place in the line',
  'attendance-joined': 'somebody comes to a masterclass',
  'attendance-left': 'somebody leaves a masterclass',
  attended: 'somebody attended a masterclass for a while',
  'no-show': 'somebody missed the masterclass they registered for',
  'call-booked': 'somebody books a call',
  'call-cancelled': 'a call is called off',
  'call-missed': 'somebody did not come to their call',
  'invoice-paid': 'an invoice is paid in full',
};
const conditions: Readonly<Record<AutomationConditionKind, string>> = {
  stage: 'the lead stands in',
  owner: 'the lead belongs to',
  source: 'the lead came',
  attended: 'they attended in all',
  has: 'the lead',
};
const actions: Readonly<Record<AutomationActionKind, string>> = {
  move: 'Move the lead',
  assign: 'Assign the lead',
  mail: 'Send the lead an e-mail',
  notify: 'Tell a member',
  wait: 'Wait',
  check: 'Go on only if',
};

/** What automations say: when, if and then. */
export const en = {
  triggers,
  conditions,
  actions,
  nobody: 'nobody',
  somebody: 'anybody',
  theOwner: 'whoever has the lead',
  sources: { form: 'by the form', invitation: 'by an invitation of the line', import: 'out of a file' },
  thans: { 'at-least': 'at least', less: 'less than' },
  has: {
    phone: { yes: 'has a phone number', no: 'has no phone number' },
    company: { yes: 'has a company', no: 'has no company' },
    place: { yes: 'has a place in the line', no: 'has no place in the line' },
  },
  duration: {
    minutes: (amount: number) => count(amount, { one: '# minute', other: '# minutes' }),
    hours: (amount: number) => count(amount, { one: '# hour', other: '# hours' }),
    days: (amount: number) => count(amount, { one: '# day', other: '# days' }),
  },
};
