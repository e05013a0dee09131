import { siteName, type DnsPort } from './port.ts';

/** The zone holds a wildcard record that covers every site (`*.localhost` does by itself): there is nothing to do. */
export function createWildcardDns(options: { readonly zone: string }): DnsPort {
  return {
    ensureSite: async (slug) => void siteName(slug, options.zone),
    removeSite: async (slug) => void siteName(slug, options.zone),
    close: async () => undefined,
  };
}
