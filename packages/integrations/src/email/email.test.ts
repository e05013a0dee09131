import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterFile, eventually, startSmtpSink, verifyDkim } from '@stageline/testing';
import { simpleParser } from 'mailparser';
import { emailContract, type Arrived } from './contract.ts';
import { createEmbeddedEmail } from './embedded.ts';
import { createEmail } from './index.ts';
import { parseMailbox, type EmailMessage } from './port.ts';
import { createSmtpEmail, SMTP_TIMEOUTS } from './smtp.ts';

const message: EmailMessage = {
  id: 'mai_01',
  from: { name: 'Jane Smith', address: 'no-reply@jane-smith.example' },
  to: { address: 'ben@example.com' },
  replyTo: { address: 'hello@jane-smith.example' },
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
};

/** A server that ends so many connections when it is told of a recipient, and then refuses one. */
async function dropsEarly(times: number) {
  const server = { tries: 0 };
  const { createServer } = await import('node:net');
  const tcp = createServer((socket) => {
    socket.write('220 ready\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (!/^RCPT/m.test(data.toString())) return void socket.write('250 fine\r\n');
      server.tries += 1;
      if (server.tries <= times) socket.destroy();
      else socket.write('550 nobody\r\n');
    });
  });
  await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done));
  afterFile(() => new Promise<void>((done) => void tcp.close(() => done())));
  return { server, port: (tcp.address() as AddressInfo).port };
}

describe('email', () => {
  describe('embedded', () => {
    emailContract(async () => {
      const kept: EmailMessage[] = [];
      return {
        port: createEmbeddedEmail({ keep: async (mail) => void kept.push(mail) }),
        received: (to) =>
          eventually<Arrived>(
            () => {
              const mail = kept.find((each) => each.to.address === to);
              return mail && { ...mail, from: mail.from.address, to: mail.to.address, headers: [] };
            },
            { what: `a mail to ${to}` },
          ),
      };
    });
  });

  describe('smtp', () => {
    emailContract(async () => {
      const sink = await startSmtpSink();
      return {
        port: await createSmtpEmail({ url: sink.url }),
        async received(to) {
          const mail = await simpleParser((await sink.waitFor(to)).raw);
          return {
            from: mail.from?.value[0]?.address ?? '',
            to: (Array.isArray(mail.to) ? mail.to[0] : mail.to)?.value[0]?.address ?? '',
            subject: mail.subject ?? '',
            html: mail.html === false ? '' : mail.html,
            text: mail.text ?? '',
            headers: [...mail.headers.keys()],
          };
        },
      };
    });

    it('keeps the message id over retries and says that a machine wrote it', async () => {
      const sink = await startSmtpSink();
      const port = await createSmtpEmail({ url: sink.url });
      await port.deliver(message);
      const mail = await simpleParser((await sink.waitFor('ben@example.com')).raw);
      expect(mail.messageId).toBe('<mai_01@jane-smith.example>');
      expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
      expect(mail.replyTo?.text).toBe('hello@jane-smith.example');
      await port.close();
    });

    it('B-05 carries files, each with its name, kind and content', async () => {
      const sink = await startSmtpSink();
      const port = await createSmtpEmail({ url: sink.url });
      const contentType = 'text/calendar; charset=utf-8; method=PUBLISH';
      const attachments = [{ filename: 'masterclass.ics', contentType, content: 'BEGIN:VCALENDAR\r\nä' }];
      await port.deliver({ ...message, attachments });
      const mail = await simpleParser((await sink.waitFor('ben@example.com')).raw);
      const [file, ...others] = mail.attachments;
      expect([file?.filename, file?.contentType, file?.content.toString(), others]).toEqual([
        'masterclass.ics',
        'text/calendar',
        'BEGIN:VCALENDAR\r\nä',
        [],
      ]);
      await port.close();
    });

    it('B-08 carries both headers of a one-click unsubscription, and the signature covers them', async () => {
      const sink = await startSmtpSink();
      const port = await createSmtpEmail({ url: sink.url });
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const url = `https://jane-smith.example/mails/news.${'a'.repeat(120)}`;
      await port.deliver({
        ...message,
        subject: 'Žofie, it is on 🎉',
        unsubscribe: { url, mailbox: 'stop@stage.example' },
        dkim: { domain: 'jane-smith.example', selector: 'one', privateKey: pem },
      });
      const { raw } = await sink.waitFor('ben@example.com');
      const { headers } = await simpleParser(raw);
      expect(headers.get('list')).toMatchObject({
        unsubscribe: { url, mail: expect.stringMatching(/^stop@stage\.example\?subject=unsubscribe%20news\.a+$/) },
      });
      expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
      const asked: string[] = [];
      const txt = async (name: string) => (asked.push(name), [[`v=DKIM1; k=rsa; p=${key}`]]);
      const [verdict] = await verifyDkim(raw, txt);
      expect(verdict).toMatchObject({ result: 'pass', domain: 'jane-smith.example', selector: 'one' });
      expect(verdict!.signed).toEqual(
        expect.arrayContaining(['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']),
      );
      expect(asked).toEqual(['one._domainkey.jane-smith.example']);
      const changed = raw.replace('news.', 'gone.');
      expect((await verifyDkim(changed, txt))[0]!.result).toBe('fail');
      await port.close();
    });

    it('B-14 does not send a mail again whose answer was lost, and says that it may have arrived', async () => {
      const fates: ('answer' | 'drop')[] = ['drop', 'answer'];
      const sink = await startSmtpSink({ beforeAnswer: async () => fates.shift() ?? 'answer' });
      const port = await createSmtpEmail({ url: sink.url });
      await expect(port.deliver(message)).rejects.toMatchObject({ code: 'uncertain', retryable: true });
      expect(sink.messages).toHaveLength(1);
      await port.deliver(message);
      expect(sink.messages).toHaveLength(2);
      await port.close();
    });

    it('B-14 tries a mail again of which the server cannot have the end', async () => {
      const { server, port: at } = await dropsEarly(2);
      const port = await createSmtpEmail({ url: `smtp://127.0.0.1:${at}` });
      await expect(port.deliver(message)).rejects.toMatchObject({ code: 'rejected' });
      expect(server.tries).toBe(3);
      await port.close();
    });

    it('waits as long as RFC 5321, 4.5.3.2 wants it', () => {
      const minutes = Object.values(SMTP_TIMEOUTS).map((ms) => ms / 60_000);
      expect(minutes).toEqual([5, 5, 10]);
    });

    it('is unavailable, and worth a retry, while the server is away', async () => {
      const sink = await startSmtpSink();
      await sink.stop();
      const port = await createSmtpEmail({ url: sink.url });
      await expect(port.deliver(message)).rejects.toMatchObject({
        port: 'email',
        code: 'unavailable',
        retryable: true,
      });
      await expect(port.deliver(message)).rejects.toMatchObject({ code: 'unavailable' });
      await expect(port.deliver(message)).rejects.toMatchObject({ code: 'circuit-open', retryable: true });
      await port.close();
    });
  });

  it('reads the sender of a configuration', () => {
    expect(parseMailbox('Stageline <no-reply@localhost>')).toEqual({
      name: 'Stageline',
      address: 'no-reply@localhost',
    });
    expect(parseMailbox(' no-reply@mail.example ')).toEqual({ address: 'no-reply@mail.example' });
    for (const text of ['', 'nobody', 'A <b>', 'a@b, c@d', 'A <a@b> <c@d>', 'a b@c.example', 'A\nB <a@b.example>']) {
      expect(() => parseMailbox(text)).toThrow('is no mail address');
    }
  });

  it('refuses an unknown kind and an embedded one in production', async () => {
    const production = { production: true, allowEmbedded: ['storage'] };
    const embedded = { kind: 'embedded', mailbox: { keep: async () => undefined } } as const;
    await expect(createEmail({ kind: 'pigeon' } as never, production)).rejects.toThrow('called pigeon');
    await expect(createEmail(embedded, production)).rejects.toThrow('ALLOW_EMBEDDED');
    await expect(createEmail(embedded, { production: false, allowEmbedded: [] })).resolves.toBeDefined();
  });
});
