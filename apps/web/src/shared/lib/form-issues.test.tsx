import { afterEach, expect, it } from '@jest/globals';
import { useForm } from 'react-hook-form';
import { cleanup, fireEvent, render, screen } from '../testing/react.ts';
import { applyIssues, errorOfLines } from './form.ts';
import { ApiProblem } from './request.ts';

afterEach(cleanup);

const refusing = (...said: (readonly [string, string])[]) =>
  new ApiProblem('validation-failed', 'Look again.', {
    issues: said.map(([pointer, message]) => ({ in: 'body', pointer, message })),
  });

/** A form of two controls, one of them a few lines, whose server answers each sending with the next of these. */
function Form({ answers }: { readonly answers: (ApiProblem | null)[] }) {
  const form = useForm({ defaultValues: { day: '', address: '', unshown: 'kept' } });
  const { errors, isSubmitSuccessful } = form.formState;
  const submit = form.handleSubmit(async () => {
    const problem = answers.shift() ?? null;
    if (problem !== null) applyIssues(problem, form, (name) => (name === 'dueAt' ? 'day' : name));
  });
  return (
    <form onSubmit={(event) => void submit(event)}>
      <input aria-label="day" {...form.register('day')} />
      <p data-testid="day">{errors.day?.message}</p>
      <textarea aria-label="address" {...form.register('address')} />
      <p data-testid="address">{errorOfLines(errors.address)}</p>
      <p data-testid="form">{errors.root?.['server']?.message}</p>
      <button type="submit">{isSubmitSuccessful ? 'sent' : 'send'}</button>
    </form>
  );
}
const said = (where: string) => screen.getByTestId(where).textContent;
const send = () => fireEvent.click(screen.getByRole('button'));

it('says above the form what is said of something without a control, and lets the form be sent again', async () => {
  render(<Form answers={[refusing(['/tenantIds/0', 'No such site.'], ['/unshown', 'Not that.']), null]} />);
  send();
  expect(await screen.findByText('No such site. Not that.')).toBeTruthy();
  send();
  expect(await screen.findByText('sent')).toBeTruthy();
  expect(said('form')).toBe('');
});

it('says beside a control what is said of it, of a part of it, and of what the api calls otherwise', async () => {
  render(
    <Form answers={[refusing(['/dueAt', 'Over.'], ['/address/1', 'Too long.'], ['/address/2', 'Also.']), null]} />,
  );
  send();
  expect(await screen.findByText('Too long.')).toBeTruthy();
  expect([said('day'), said('form')]).toEqual(['Over.', '']);
  expect(document.activeElement).toBe(screen.getByLabelText('day'));
  send();
  expect(await screen.findByText('sent')).toBeTruthy();
});
