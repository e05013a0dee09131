import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const TOKEN = 'token of the tests';

/** The part of Twilio's API that we use, over HTTP, for the real client, and what it tells of answers. In tests only. */
export async function startTwilioPeer() {
  const received: { readonly to: string; readonly text: string; readonly from: string }[] = [];
  /** Requests that are answered with this status, or with nothing. */
  const failing: (number | 'lost')[] = [];
  /** Numbers that asked the carrier for nothing more. */
  const stopped = new Set<string>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = new URLSearchParams(body);
    const answer = (status: number, json: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    const failure = failing.shift();
    if (failure === 'lost') return request.socket.destroy();
    if (failure !== undefined) return answer(failure, { status: failure, code: 20500, message: 'Away' });
    const basic = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
    if (request.headers.authorization !== basic) return answer(401, { status: 401, code: 20003, message: 'Who?' });
    if (request.url !== `/2010-04-01/Accounts/${ACCOUNT}/Messages.json` || request.method !== 'POST')
      return answer(404, { status: 404, code: 20404, message: 'No such thing' });
    const [to, text, from] = ['To', 'Body', 'From'].map((name) => form.get(name) ?? '') as [string, string, string];
    if (stopped.has(to)) return answer(400, { status: 400, code: 21610, message: 'Unsubscribed recipient' });
    received.push({ to, text, from });
    return answer(201, { sid: `SM${String(received.length).padStart(32, '0')}`, status: 'queued', to, body: text });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { getExpectedTwilioSignature } = createRequire(import.meta.url)('twilio') as typeof import('twilio');
  return {
    options: { accountSid: ACCOUNT, authToken: TOKEN, from: '+15005550006', apiUrl: `http://127.0.0.1:${port}` },
    received,
    failing,
    stopped,
    /** What it sends to the address when somebody writes back. */
    reply(url: string, from: string, text: string) {
      const form = { From: from, To: '+15005550006', Body: text, MessageSid: 'SM1' };
      const raw = Buffer.from(new URLSearchParams(form).toString());
      return { raw, signature: getExpectedTwilioSignature(TOKEN, url, form), url };
    },
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
