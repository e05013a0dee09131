import { afterEach, expect, it } from '@jest/globals';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import { BlockValue } from './block-value.tsx';

afterEach(cleanup);

it('A-13 shows what an automation of an update does, by the names of its own pipelines, with everything that it writes', () => {
  const automation = {
    key: 'follow-up',
    name: 'Follow up',
    trigger: { kind: 'stage-entered', pipelineId: 'partners', stage: 'talk' },
    conditions: [{ kind: 'stage', pipelineId: 'default', stages: ['new', 'of-no-site'] }],
    actions: [
      { kind: 'mail', subject: 'Hello', text: 'We talk soon.', link: 'site' },
      { kind: 'assign', to: 'member' },
      { kind: 'notify', who: 'promoter', text: 'Call them.' },
    ],
    pipelines: [{ key: 'partners', name: 'Partners', stages: [{ key: 'talk', name: 'First talk' }] }],
  };
  render(<BlockValue field="automations.follow-up" value={automation} />);
  expect(screen.getByText('When a lead is moved to a stage: First talk (Partners)')).toBeTruthy();
  expect(screen.getByText('Only if the lead stands in New, a stage that is not there')).toBeTruthy();
  const steps = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(steps).toEqual([
    'Send the lead an e-mail: HelloWe talk soon.',
    'Assign the lead: somebody of your team, whom you choose',
    'Tell a member: youCall them.',
  ]);
});
