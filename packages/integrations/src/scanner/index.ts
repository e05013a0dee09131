import { createClamdScanner, type ClamdOptions } from './clamd.ts';
import type { ScannerPort } from './port.ts';

export { parseClamdUrl } from './clamd-url.ts';
export { IntegrationError } from '../kit/errors.ts';
export type { Scan, ScannerPort, Verdict } from './port.ts';

export type ScannerConfig = { readonly kind: 'off' } | ({ readonly kind: 'clamd' } & ClamdOptions);

/**
 * The virus scanner that the configuration names; null where none looks at files. There is no embedded one: what would stand
 * in for a scanner and find nothing would only look like one.
 * @throws Error for an unknown kind
 */
export function createScanner(config: ScannerConfig): ScannerPort | null {
  switch (config.kind) {
    case 'off':
      return null;
    case 'clamd':
      return createClamdScanner(config);
    default:
      throw new Error(`There is no scanner called ${(config as { kind: string }).kind}.`);
  }
}
