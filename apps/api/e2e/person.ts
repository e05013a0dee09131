import { type Ack } from '@stageline/contracts';
import { askSocket, type Answer, type Stack } from '@stageline/testing';
import type { Socket } from 'socket.io-client';

/** Somebody at a host, with their cookies. */
export interface Person {
  readonly cookie: string;
  call(method: string, path: string, body?: object): Promise<Answer>;
}

/** @throws when the log-in is refused */
export async function logIn(stack: Stack, site: string, email: string, password: string): Promise<Person> {
  const ask = (cookie: string, method: string, path: string, body?: object) =>
    stack.request(method, stack.url(site, `/api/v1${path}`), body, { cookie });
  const answer = await ask('', 'POST', '/auth/log-in', { email, password });
  const cookies = answer.headers['set-cookie'] ?? [];
  if (answer.status !== 200 || cookies.length !== 2) throw new Error(`The log-in was answered ${answer.status}`);
  const cookie = cookies.map((text) => text.split(';')[0]).join('; ');
  return { cookie, call: (method, path, body) => ask(cookie, method, path, body) };
}

/** Says something that must be granted. @throws Error with the problem's code */
export async function must<T>(socket: Socket, event: string, payload: object): Promise<T> {
  const ack = (await askSocket(socket, event, payload)) as Ack<T>;
  if (!ack.ok) throw new Error(`${event}: ${ack.problem.code}`);
  return ack.data;
}
