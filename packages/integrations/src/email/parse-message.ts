import { IntegrationError } from '../kit/errors.ts';
import { EmailMessage } from './port.ts';

/** Checks a message before any adapter builds headers from it. @throws IntegrationError `invalid-message` */
export function parseMessage(message: EmailMessage): EmailMessage {
  const parsed = EmailMessage.safeParse(message);
  if (parsed.success) return parsed.data;
  throw new IntegrationError('email', 'invalid-message', false, { cause: parsed.error });
}
