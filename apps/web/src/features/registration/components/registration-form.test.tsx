import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { PLAIN_REGISTRATION, registrations, RegistrationSettings } from '@stageline/contracts';
import { REGISTRATION_NOTICE } from '@stageline/domain';
import { invitationTo } from '../invitation.ts';
import { formFieldsOf } from '../lib/fields.ts';
import { RegistrationForm } from './registration-form.tsx';

type Reply = () => Promise<Response>;
const fetched = jest.fn<(address: string, init: RequestInit) => Promise<Response>>();
const originalFetch = globalThis.fetch;

/** jsdom has no Response; this is the part of it that the client reads. */
const reply =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  () =>
    Promise.resolve({
      ok: status < 400,
      status,
      headers: new Map(Object.entries(headers)),
      json: () => Promise.resolve(body),
    } as unknown as Response);

beforeEach(() => {
  globalThis.fetch = fetched as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  fetched.mockReset();
  globalThis.fetch = originalFetch;
});

const show = (props: Partial<Parameters<typeof RegistrationForm>[0]> = {}): void => {
  render(
    <RegistrationForm
      invitation={invitationTo('scheduled')}
      promoterName="Dana Reyes"
      fields={formFieldsOf(PLAIN_REGISTRATION)}
      notice={REGISTRATION_NOTICE.en}
      {...props}
    />,
  );
};
const type = (label: string, value: string): void => {
  fireEvent.input(screen.getByLabelText(new RegExp(`^${label}`)), { target: { value } });
};
const fill = (): void => {
  type('First name', ' Ana ');
  type('Last name', 'Ruiz');
  type('E-mail', 'ana@example.com');
};
const send = (): void => {
  fireEvent.submit(screen.getByRole('form', { name: 'Save your place' }));
};

describe('RegistrationForm', () => {
  it('says of a mistake of ours that nothing typed is lost, and what to do', async () => {
    fetched.mockImplementation(
      reply(500, { code: 'internal', status: 500, title: 'Something went wrong on our side.' }),
    );
    show();
    fill();
    send();
    expect((await screen.findByRole('alert')).textContent).toBe(
      'Something went wrong on our side. What you typed is still here: please try again.',
    );
  });
  it('B-01 posts to /register without script', () => {
    show();
    const form = screen.getByRole('form', { name: 'Save your place' });
    expect(form.getAttribute('action')).toBe('/register');
    expect(form.getAttribute('method')).toBe('post');
  });

  it('hides the honeypot from people', () => {
    show();
    const trap = document.querySelector('input[name="website"]')!;
    expect(trap.closest('[aria-hidden="true"]')).not.toBeNull();
    expect(trap.getAttribute('tabindex')).toBe('-1');
  });

  it('sends what was typed, trimmed, and leaves empty fields out', async () => {
    fetched.mockImplementation(reply(201, { firstName: 'Ana', email: 'ana@example.com' }));
    show();
    fill();
    send();
    await screen.findByRole('heading', { name: 'Almost there, Ana' });
    expect(fetched).toHaveBeenCalledTimes(1);
    const [address, init] = fetched.mock.calls[0]!;
    const { method, path } = registrations.createRegistration;
    expect([init.method, address]).toEqual([method, path]);
    expect(JSON.parse(init.body as string)).toEqual({
      firstName: 'Ana',
      lastName: 'Ruiz',
      email: 'ana@example.com',
      locale: 'en',
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
  });

  it('B-01 B-13 sends what the site asks, and how the reader came', async () => {
    fetched.mockImplementation(reply(201, { firstName: 'Ana', email: 'ana@example.com' }));
    const settings = RegistrationSettings.parse({
      fields: [
        { key: 'diet', label: 'Diet', kind: 'choice', options: ['None', 'Vegan'], isRequired: true },
        { key: 'more', label: 'Anything else?', kind: 'long-text' },
      ],
      askQuestion: true,
      consent: { text: 'I agree.', isRequired: true },
    });
    show({ fields: formFieldsOf(settings), touch: { source: 'newsletter' } });
    fill();
    send();
    // Nothing goes out before what has to be answered is.
    expect(await screen.findAllByText('Please fill this in.')).toHaveLength(1);
    expect(screen.getByText('Please tick this.')).toBeDefined();
    expect(document.activeElement).toBe(screen.getByLabelText('Diet'));
    fireEvent.input(screen.getByLabelText('Diet'), { target: { value: 'Vegan' } });
    fireEvent.click(screen.getByLabelText('I agree.'));
    type('What do you want answered', 'How do I begin?');
    send();
    await screen.findByRole('heading', { name: 'Almost there, Ana' });
    expect(JSON.parse(fetched.mock.calls[0]![1].body as string)).toMatchObject({
      answers: { diet: 'Vegan' },
      question: 'How do I begin?',
      consent: 'yes',
      touch: { source: 'newsletter' },
    });
  });

  it('moves the focus to the confirmation', async () => {
    fetched.mockImplementation(reply(201, { firstName: 'Ana', email: 'ana@example.com' }));
    show();
    fill();
    send();
    const heading = await screen.findByRole('heading', { name: 'Almost there, Ana' });
    expect(document.activeElement).toBe(heading);
  });

  it('stays here with what is wrong beside each field, and the first of them focused', async () => {
    show();
    type('Last name', 'Ruiz');
    send();
    const first = screen.getByLabelText('First name');
    await waitFor(() => expect(first.getAttribute('aria-invalid')).toBe('true'));
    expect(fetched).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(first);
    expect(screen.getAllByText('Please fill this in.')).toHaveLength(2);
  });

  it('takes a complaint back as soon as the field is mended', async () => {
    show();
    send();
    const first = screen.getByLabelText('First name');
    await waitFor(() => expect(first.getAttribute('aria-invalid')).toBe('true'));
    type('First name', 'Ana');
    expect(first.getAttribute('aria-invalid')).toBeNull();
  });

  it('shows the issues of the server beside the fields', async () => {
    fetched.mockImplementation(
      reply(400, {
        type: '',
        title: 'Some fields need another look.',
        status: 400,
        code: 'validation-failed',
        retryable: false,
        issues: [{ in: 'body', pointer: '/email', message: 'This mailbox is full.' }],
      }),
    );
    show();
    fill();
    send();
    await screen.findByText('This mailbox is full.');
    expect(document.activeElement).toBe(screen.getByLabelText('E-mail'));
  });

  it('keeps what was typed when the network is gone', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    show();
    fill();
    send();
    expect((await screen.findByRole('alert')).textContent).toContain('You seem to be offline');
    expect((screen.getByLabelText('E-mail') as HTMLInputElement).value).toBe('ana@example.com');
  });

  it('says how long to wait when there are too many', async () => {
    fetched.mockImplementation(
      reply(
        429,
        { type: '', title: 'Too many requests.', status: 429, code: 'too-many-requests', retryable: true },
        { 'retry-after': '20' },
      ),
    );
    show();
    fill();
    send();
    expect((await screen.findByRole('alert')).textContent).toContain('in 20 seconds');
  });

  it('sends once, however often the button is pressed', async () => {
    let finish: (response: Response) => void = () => undefined;
    fetched.mockImplementation(() => new Promise((resolve) => (finish = resolve)));
    show();
    fill();
    send();
    await waitFor(() => expect(screen.getByRole('button').getAttribute('aria-busy')).toBe('true'));
    send();
    expect(fetched).toHaveBeenCalledTimes(1);
    finish(await reply(201, { firstName: 'Ana', email: 'ana@example.com' })());
    await screen.findByRole('heading', { name: 'Almost there, Ana' });
  });

  it('shows a post without script again, with its values and a summary', () => {
    show({
      form: {
        values: { firstName: 'Ana', email: 'ana@' },
        issues: [{ in: 'body', pointer: '/email', message: 'Please give an e-mail address.' }],
      },
    });
    expect((screen.getByLabelText('First name') as HTMLInputElement).value).toBe('Ana');
    expect(screen.getByRole('alert').textContent).toContain('E-mail');
    expect(screen.getByText('Please give an e-mail address.')).toBeTruthy();
  });
});
