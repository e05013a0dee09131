import { parseMessage } from './parse-message.ts';
import type { EmailMessage, EmailPort } from './port.ts';

/** Where the embedded adapter leaves mail; the owner of the database implements it. */
export interface MailboxStore {
  /** Keeps a message; one that is there already stays as it is. */
  keep(message: EmailMessage): Promise<void>;
}

/** Sends nothing: every mail stays in a mailbox that can be looked at. */
export function createEmbeddedEmail(store: MailboxStore): EmailPort {
  return {
    deliver: async (message) => store.keep(parseMessage(message)),
    close: async () => undefined,
  };
}
