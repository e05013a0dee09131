import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { eventually } from './eventually.ts';
import { afterFile } from './jest/cleanups.ts';

/** A message as the server received it. */
export interface ReceivedMail {
  /** Envelope sender. */
  from: string;
  /** Envelope recipients. */
  to: string[];
  /** Headers and body as sent. */
  raw: string;
}

/** A mail server that accepts everything and keeps it. */
export interface SmtpSink {
  port: number;
  /** `smtp://127.0.0.1:<port>`. */
  url: string;
  messages: readonly ReceivedMail[];
  /** Waits for a message to this recipient. */
  waitFor(to: string, timeoutMs?: number): Promise<ReceivedMail>;
  /** Happens by itself after the test file. */
  stop(): Promise<void>;
}

export interface SmtpSinkOptions {
  /** A free one where it is left out. */
  readonly port?: number;
  /** Says with which code, and with which words, a recipient is refused; none is where it is left out. */
  readonly refuse?: (to: string) => number | readonly [code: number, words: string] | undefined;
  /** Called when a message is whole; it is answered when this ends: with 250, or by a connection that drops. */
  readonly beforeAnswer?: (mail: ReceivedMail) => Promise<'answer' | 'drop'>;
}

/** Starts a real SMTP server on a free loopback port, without authentication or TLS. */
export async function startSmtpSink({
  port: at = 0,
  refuse,
  beforeAnswer = async () => 'answer',
}: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const messages: ReceivedMail[] = [];
  const sockets = new Map<number | undefined, Socket>();
  const { SMTPServer } = await import('smtp-server');
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, done) {
      const refusal = refuse?.(address);
      const [responseCode, words] = typeof refusal === 'number' ? [refusal, 'Not now'] : (refusal ?? []);
      done(responseCode === undefined ? null : Object.assign(new Error(words), { responseCode }));
    },
    onData(stream, session, done) {
      const take = async () => {
        const raw = await text(stream);
        const { mailFrom, rcptTo } = session.envelope;
        const mail = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map((each) => each.address), raw };
        messages.push(mail);
        if ((await beforeAnswer(mail)) === 'drop') sockets.get(session.remotePort)?.destroy();
        else done();
      };
      take().catch(done);
    },
  });
  server.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, '127.0.0.1', () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  const stop = afterFile(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const waitFor = (to: string, timeoutMs?: number): Promise<ReceivedMail> =>
    eventually(() => messages.find((mail) => mail.to.includes(to)), {
      what: `a mail to ${to}`,
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  return { port, url: `smtp://127.0.0.1:${port}`, messages, waitFor, stop };
}
