import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fault = number | 'failed' | 'malformed' | 'lost' | 'never';

/** The part of Copy.ai's workflow API that we use, over HTTP. In tests only. */
export async function startCopyAiPeer(write: (inputs: Readonly<Record<string, string>>) => string) {
  /** What goes wrong with the next starts, or polls, in their order. */
  const starts: Fault[] = [];
  const polls: Fault[] = [];
  const runs = new Map<string, { readonly inputs: Record<string, string>; polls: number }>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const answer = (status: number, json: object) =>
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' }).end(JSON.stringify(json));
    if (request.headers['x-copy-ai-api-key'] !== 'key')
      return answer(401, { status: 'error', errorCode: 'UNAUTHORIZED' });
    const [, id] = /^\/api\/workflow\/WFCG-1\/run(?:\/([^/]+))?$/.exec(request.url ?? '') ?? [];
    const fault = (id === undefined ? starts : polls).shift();
    if (fault === 'lost') return request.socket.destroy();
    if (fault === 'malformed') return answer(200, { status: 'success' });
    if (typeof fault === 'number')
      return answer(fault, { status: 'error', errorCode: 'WORKFLOW_CREDIT_LIMIT_REACHED' });
    if (id === undefined) {
      const name = `run-${runs.size + 1}`;
      runs.set(name, {
        inputs: (JSON.parse(body) as { startVariables: Record<string, string> }).startVariables,
        polls: 0,
      });
      return answer(200, { status: 'success', data: { id: name } });
    }
    const run = runs.get(id);
    if (run === undefined) return answer(404, { status: 'error', errorCode: 'NOT_FOUND' });
    run.polls += 1;
    const data = { id, input: run.inputs, createdAt: '2026-01-01T00:00:00.000Z' };
    if (fault === 'failed') return answer(200, { status: 'success', data: { ...data, status: 'FAILED', output: {} } });
    if (run.polls < 2) return answer(200, { status: 'success', data: { ...data, status: 'PROCESSING', output: {} } });
    const output = { 'Output 1': write(run.inputs) };
    return answer(200, { status: 'success', data: { ...data, status: 'COMPLETE', output } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    options: {
      apiKey: 'key',
      workflowId: 'WFCG-1',
      runMicros: 20_000,
      apiUrl: `http://127.0.0.1:${port}/api`,
      pollMs: 5,
    },
    starts,
    polls,
    runs,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
