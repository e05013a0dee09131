import { dkimVerify } from 'mailauth/lib/dkim/verify.js';

/** What a receiver would say of a signature. */
export interface DkimVerdict {
  readonly result: string;
  readonly domain: string;
  readonly selector: string;
  /** Names of the headers that the signature covers, lower-case. */
  readonly signed: readonly string[];
}

/**
 * Verifies the signatures of a mail as a receiver does, by somebody else's implementation.
 * @param txt asks for the texts of a name, each in pieces
 */
export async function verifyDkim(raw: string, txt: (name: string) => Promise<string[][]>): Promise<DkimVerdict[]> {
  const { results } = await dkimVerify(raw, { resolver: (name) => txt(name) });
  return results.map(({ status, signingDomain, selector, signingHeaders }) => ({
    result: status.result,
    domain: signingDomain ?? '',
    selector: selector ?? '',
    signed: (signingHeaders?.keys ?? '').toLowerCase().split(/\s*:\s*/),
  }));
}
