import { ProblemError } from '@stageline/contracts';
import { IntegrationError, type ScannerPort, type Verdict } from '@stageline/integrations/scanner';
import type { FastifyBaseLogger } from 'fastify';

/** What looks at every file that is brought, and whoever hears of malware. */
export interface UploadCheck {
  readonly scanner: ScannerPort;
  /** The file is refused in any case; what this throws is thrown instead. */
  onInfected(file: { readonly name: string; readonly signature: string }): Promise<void>;
}

/** One file on its way in. */
interface Incoming extends UploadCheck {
  readonly name: string;
  readonly log: FastifyBaseLogger;
}

/** A scanner that is started anew loads its signatures for about as long. */
const RETRY_AFTER_SECONDS = 30;

/**
 * Hands a file on piece by piece and shows each piece to the scanner first; ends only where the scanner calls the file clean,
 * so that whoever stores what comes keeps nothing of another one.
 * @throws ProblemError `file-infected`, `file-uncheckable`, `file-unchecked`; what `content` throws
 */
export async function* throughScanner(content: AsyncIterable<Buffer>, incoming: Incoming): AsyncGenerator<Buffer> {
  const scan = incoming.scanner.open();
  try {
    for await (const piece of content) {
      await scan.write(piece).catch(unchecked);
      yield piece;
    }
    await judge(await scan.verdict().catch(unchecked), incoming);
  } finally {
    scan.close();
  }
}

/** The same of a file that is in memory. @throws ProblemError as `throughScanner` */
export async function assertClean(bytes: Buffer, incoming: Incoming): Promise<void> {
  const scan = incoming.scanner.open();
  try {
    await scan.write(bytes).catch(unchecked);
    await judge(await scan.verdict().catch(unchecked), incoming);
  } finally {
    scan.close();
  }
}

/** A scanner that is away lets nothing through: its line in the log is that of every 503. */
function unchecked(error: unknown): never {
  if (!(error instanceof IntegrationError)) throw error;
  throw new ProblemError('file-unchecked', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error });
}

async function judge(verdict: Verdict, { name, log, onInfected }: Incoming): Promise<void> {
  if (verdict.kind === 'clean') return;
  log.warn({ verdict }, 'a file was refused by the virus scanner');
  if (verdict.kind === 'beyond-limits') throw new ProblemError('file-uncheckable');
  await onInfected({ name, signature: verdict.signature });
  const detail = `This file carries malware (${verdict.signature}). Nothing of it was kept.`;
  throw new ProblemError('file-infected', { detail });
}
