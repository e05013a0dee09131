import { grouped } from './lib/grouped.ts';

/** What comes alive beside a line: on personal pages, and where members are simulated. */
export const en = {
  yourPosition: 'Your place',
  joinedAfter: (amount: number) =>
    amount === 0
      ? 'Nobody has entered after you yet.'
      : `Since you joined, ${grouped(amount)} ${amount === 1 ? 'person has' : 'people have'} entered after you.`,
  attended: (amount: number, when: 'tonight' | 'today') =>
    `${grouped(amount)} of them ${amount === 1 ? 'was' : 'were'} in the masterclass ${when}.`,
  rank: (rank: number) => `Number ${grouped(rank)} among those who invite.`,
  inviteLink: 'Your invitation',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Please copy it by hand',
  simulationTitle: 'Simulation',
  simulationText: 'This is a demonstration. Nobody below is a person; none of them is counted anywhere.',
  simulatedMember: 'Simulated member',
  simulated: 'Simulated',
  packages: { starter: 'Starter', elite: 'Elite', pro: 'Pro' },
};
