import type { AutomationCondition } from '@stageline/contracts';
import type { AutomatedLead } from '../leads/index.ts';

/** Minutes over all masterclasses, rounded down once. */
const attendedMinutes = ({ attendance }: AutomatedLead): number =>
  Math.floor(Object.values(attendance ?? {}).reduce((sum, seconds) => sum + seconds, 0) / 60);

/** Where somebody came from: out of a file, by an invitation of the line, or by the form alone. */
export function sourceOf({ history, via }: AutomatedLead): 'form' | 'invitation' | 'import' {
  if (history[0]?.cause === 'import') return 'import';
  return via === null || via === undefined ? 'form' : 'invitation';
}

const details = {
  phone: ({ person }: AutomatedLead) => person.phone !== null,
  company: ({ person }: AutomatedLead) => person.company !== null,
  place: ({ linePosition }: AutomatedLead) => linePosition !== null,
} as const;

/** Whether a condition holds of a lead as it is now. */
export function holds(condition: AutomationCondition, lead: AutomatedLead): boolean {
  switch (condition.kind) {
    case 'stage':
      return lead.pipelineId === condition.pipelineId && condition.stages.includes(lead.stage);
    case 'owner':
      if (condition.who === 'nobody' || condition.who === 'somebody')
        return (lead.assignee === null) === (condition.who === 'nobody');
      return lead.assignee?.membershipId === condition.who;
    case 'source':
      return sourceOf(lead) === condition.source;
    case 'attended':
      return attendedMinutes(lead) >= condition.minutes === (condition.than === 'at-least');
    case 'has':
      return details[condition.what](lead) === condition.is;
  }
}
