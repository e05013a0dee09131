import type { AssignmentView } from '@stageline/contracts';
import { count } from '../../shared/i18n/index.ts';

type Verdict = AssignmentView['members'][number]['verdict'];
const verdicts: Readonly<Record<Verdict, string>> = {
  chosen: 'Next',
  'passed-over': 'Takes part',
  excluded: 'Left out',
  paused: 'Paused',
  'rank-too-low': 'Rank too low',
  'stand-in': 'Stands in when nobody else is there',
  offline: 'Not online',
  full: 'Full',
};
const methods: Readonly<Record<AssignmentView['method'], { label: string; hint: string }>> = {
  roundRobin: {
    label: 'In turn',
    hint: 'Everybody gets what their share says, to within one lead, at every moment.',
  },
  performanceBased: {
    label: 'By results',
    hint: 'Who wins more gets more, up to three times their share. Somebody new counts as average until they have results.',
  },
  random: { label: 'By chance', hint: 'Each lead is drawn. Over many leads everybody comes close to their share.' },
};

export const en = {
  title: 'Lead assignment',
  description: 'Who gets a new lead. Every decision is kept with its reasons; you see them in the lead.',
  rules: 'Rules',
  enabled: 'Assign new leads by these rules',
  enabledHint: 'Without it leads wait until somebody assigns them by hand.',
  method: 'Method',
  methods,
  minimumRank: 'Least rank',
  anyRank: 'Any rank',
  rankFrom: (rank: number) => `From rank ${rank}`,
  capacity: 'Open leads per member',
  anyNumber: 'Any number',
  capacityHint: 'Who holds as many gets no more until one is closed.',
  requireActive: 'Leave out members who are paused',
  requireOnline: 'Only members who are online',
  requireOnlineHint: 'Leads wait until somebody has this dashboard open.',
  stickyOwner: 'Back to whoever had it',
  stickyOwnerHint: 'A released lead goes to its last owner first, if they may take it.',
  team: 'Team',
  teamHint: 'A share of 2 gets twice what a share of 1 gets. An empty limit means the one above.',
  member: 'Member',
  share: 'Share',
  limit: 'Limit',
  shareOf: (name: string) => `Share of ${name}`,
  limitOf: (name: string) => `Limit of ${name}`,
  online: 'online',
  offline: 'offline',
  openLeads: (amount: number) => count(amount, { one: '# open lead', other: '# open leads' }),
  results: (won: number, decided: number) => `${won} of ${decided} won`,
  portion: (share: string) => `${share} of new leads`,
  verdicts,
  release: 'Release leads',
  releaseTitle: (name: string) => `Release the leads of ${name}?`,
  releaseText: (amount: number) =>
    count(amount, {
      one: 'One open lead goes back to those that wait, and the rules assign it at once.',
      other: '# open leads go back to those that wait, and the rules assign them at once.',
    }),
  released: (name: string) => `The leads of ${name} were released`,
  waiting: (amount: number) =>
    count(amount, { one: 'One lead waits for somebody', other: '# leads wait for somebody' }),
  waitingNone: 'No lead waits',
  save: 'Save',
  saved: 'The assignment is saved',
  emptyTitle: 'Nobody to give leads to yet',
  empty: 'Invite somebody with the role Rep; until then leads go to you.',
  loading: 'Loading the assignment',
};
