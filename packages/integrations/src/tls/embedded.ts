import type { TlsPort } from './port.ts';

/** Plain HTTP, for a computer of one's own: no host has a certificate and none needs one. */
export function createPlainTls(): TlsPort {
  return { enabled: false, certificateOf: async () => null };
}
