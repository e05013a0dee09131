import { afterEach, expect, it } from '@jest/globals';
import { IntegrationError } from '../kit/errors.ts';
import type { EmailMessage, EmailPort } from './port.ts';

/** What arrived at the other end. */
export interface Arrived {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Names of the headers, lower-case, where the transport has any. */
  readonly headers: readonly string[];
}

export interface EmailFixture {
  readonly port: EmailPort;
  /** What arrived at an address, once something has. */
  received(to: string): Promise<Arrived>;
}

/** What every e-mail adapter must do; run it inside a `describe` of the adapter. */
export function emailContract(fixture: () => Promise<EmailFixture>): void {
  const ports: EmailPort[] = [];
  const open = async () => {
    const opened = await fixture();
    ports.push(opened.port);
    return opened;
  };
  // An open connection would hold up the server at the other end when it is told to stop.
  afterEach(async () => {
    await Promise.all(ports.splice(0).map((port) => port.close()));
  });

  const message = (change: Partial<EmailMessage>): EmailMessage => ({
    id: 'mai_contract',
    from: { name: 'Kevin Gardner', address: 'no-reply@kevin-gardner.example' },
    to: { name: 'Ana', address: 'ana@example.com' },
    subject: 'You are in',
    html: '<p>See you <b>there</b></p>',
    text: 'See you there',
    ...change,
  });

  it('delivers both parts and the headers, in any script', async () => {
    const { port, received } = await open();
    const to = { name: 'Žofie "Zo" Nováková, 東京', address: 'zofie@example.com' };
    await port.deliver(
      message({ to, subject: 'Dobrý den – 你好 🎉', text: 'Žluťoučký kůň\nřádek 2', html: '<p>Žluťoučký kůň</p>' }),
    );
    const arrived = await received('zofie@example.com');
    expect(arrived).toMatchObject({
      to: 'zofie@example.com',
      from: 'no-reply@kevin-gardner.example',
      subject: 'Dobrý den – 你好 🎉',
    });
    expect(arrived.text.trim()).toBe('Žluťoučký kůň\nřádek 2');
    expect(arrived.html.trim()).toBe('<p>Žluťoučký kůň</p>');
  });

  it.each<[string, Partial<EmailMessage>]>([
    ['a subject', { subject: 'Hello\r\nBcc: everybody@example.com' }],
    ['a name', { to: { name: 'Ana\nBcc: everybody@example.com', address: 'ana@example.com' } }],
    ['an address', { to: { address: 'ana@example.com\r\nBcc: everybody@example.com' } }],
    ['two addresses in one', { to: { address: 'ana@example.com, everybody@example.com' } }],
    ['a reply address', { replyTo: { address: 'ana@example.com\r\nBcc: everybody@example.com' } }],
    ['an unsubscribe link', { unsubscribe: { url: 'https://a.example/\r\nBcc: everybody@example.com' } }],
    ['an unsubscribe link that ends early', { unsubscribe: { url: 'https://a.example/>, <mailto:x@a.example' } }],
    ['a mailbox', { unsubscribe: { url: 'https://a.example/', mailbox: 'a@b.example\r\nBcc: c@d.example' } }],
    ['an id', { id: 'x>\r\nBcc: everybody@example.com' }],
  ])('refuses %s that would add a header', async (_what, change) => {
    const { port } = await open();
    await expect(port.deliver(message(change))).rejects.toBeInstanceOf(IntegrationError);
    await expect(port.deliver(message(change))).rejects.toMatchObject({ code: 'invalid-message', retryable: false });
  });

  it('treats odd but legal text as text', async () => {
    const { port, received } = await open();
    const to = { name: '<script>alert(1)</script> =?utf-8?Q?Bcc?=', address: 'odd@example.com' };
    await port.deliver(message({ to, subject: 'Bcc: everybody@example.com' }));
    const arrived = await received('odd@example.com');
    expect(arrived.subject).toBe('Bcc: everybody@example.com');
    expect(arrived.headers).not.toContain('bcc');
  });
}
