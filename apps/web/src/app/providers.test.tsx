import { afterEach, describe, expect, it } from '@jest/globals';
import { onlineManager, useQuery } from '@tanstack/react-query';
import { cleanup, render, screen } from '../shared/testing/react.ts';
import { ApiProblem } from '../shared/lib/api.ts';
import { queryKeys } from '../shared/lib/query-keys.ts';
import { ErrorState } from '../shared/ui/index.ts';
import { createQueryClient, Providers } from './providers.tsx';

afterEach(cleanup);

const problem = (status: number) =>
  new ApiProblem(status === 401 ? 'unauthenticated' : 'forbidden', 'No.', { status, retryable: false });

function Leads({ status }: { status: number }) {
  const { error } = useQuery({ queryKey: queryKeys.leads(), queryFn: () => Promise.reject(problem(status)) });
  return error === null ? null : <ErrorState error={error} onRetry={() => undefined} />;
}
const show = (status: number, known?: unknown) => {
  const client = createQueryClient();
  client.setQueryData(queryKeys.me(), { name: 'Ana' });
  if (known !== undefined) client.setQueryData(queryKeys.leads(), known, { updatedAt: 1 });
  render(
    <Providers client={client}>
      <Leads status={status} />
    </Providers>,
  );
  return client;
};

describe('a session that is over', () => {
  it('signs the person out where a page has nothing to show', async () => {
    const client = show(401);
    await screen.findByRole('alert');
    expect(client.getQueryData(queryKeys.me())).toBeNull();
  });

  it('leaves a page alone that shows something', async () => {
    const client = show(401, []);
    await screen.findByRole('alert');
    expect(client.getQueryData(queryKeys.me())).toEqual({ name: 'Ana' });
  });
});

describe('a page of another role', () => {
  it('says so, and offers no second try that would end the same', async () => {
    const client = show(403);
    await screen.findByText('You cannot open this page');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(client.getQueryData(queryKeys.me())).toEqual({ name: 'Ana' });
  });
});

it('what somebody does while offline is refused at once, and not done without them when they are back', async () => {
  onlineManager.setOnline(false);
  try {
    const client = createQueryClient();
    const mutationFn = () => Promise.reject(new ApiProblem('offline', 'We could not reach the server.'));
    const mutation = client.getMutationCache().build(client, { mutationFn });
    const failed = mutation.execute(undefined).then(
      () => null,
      (error: unknown) => error,
    );
    expect(mutation.state.isPaused).toBe(false);
    expect(await failed).toMatchObject({ code: 'offline' });
  } finally {
    onlineManager.setOnline(true);
  }
});
