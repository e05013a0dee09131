import type { InvoiceView, SellerView } from '@stageline/contracts';
import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  names(call: Call, more?: { foreign: number }): Row;
  lists(call: Call): Row;
  ownHost(call: Call): Row;
}

/** Who sells on a test's site. */
export const sellerBody = {
  legalName: 'Reyes Coaching',
  address: ['Lindenweg 4', '10115 Berlin'],
  country: 'DE',
  email: 'money@reyes.example',
  taxId: null,
  taxRate: 19_000,
  pricesIncludeTax: true,
  exemptionNote: '',
  dueDays: 14,
  numberPrefix: 'INV-',
  footer: '',
};
/** Says who sells, as often as it is asked. */
export async function saveSeller(as: Site['owner']) {
  const { seller } = (await as.get('/money/seller')).body as { seller: SellerView | null };
  return as.put('/money/seller', { ...sellerBody, version: seller?.version ?? 0 });
}
/** The draft of an invoice over 49.00 EUR to the person of a site. */
export const draftBody = ({ person, slug }: Site) => ({
  buyer: {
    name: `${person.firstName} ${person.lastName}`,
    email: person.email,
    company: null,
    address: [`1 ${slug} street`],
    country: null,
    taxId: null,
    locale: 'en',
  },
  currency: 'EUR',
  lines: [{ description: `Masterclass of ${slug}`, quantity: 1, unitAmount: 4900 }],
});

/** Invoices and what follows them: of another site there is no lead to write one to, none to read, to change or to open. */
export function invoiceRows<Row>({ names, lists, ownHost }: Kinds<Row>, bed: () => ApiBed): Record<string, Row> {
  async function draftOf(site: Site): Promise<InvoiceView> {
    await saveSeller(site.owner);
    return (await site.owner.post('/invoices', { ...draftBody(site), leadId: site.leadId })).body as InvoiceView;
  }
  async function issuedOf(site: Site): Promise<InvoiceView> {
    const { id, version } = await draftOf(site);
    return (await site.owner.post(`/invoices/${id}/issue`, { version })).body as InvoiceView;
  }
  return {
    'invoices.get-seller': lists((as) => as.get('/money/seller')),
    'invoices.save-seller': ownHost(saveSeller),
    'invoices.sources': lists(async (as) =>
      as.get('/money/sources?from=2020-01-01T00:00:00.000Z&to=2100-01-01T00:00:00.000Z'),
    ),
    'invoices.list': lists((as) => as.get('/invoices')),
    'invoices.create': names(async (as, target) => {
      await saveSeller(as);
      return as.post('/invoices', { ...draftBody(target), leadId: target.leadId });
    }),
    'invoices.get': names(async (as, target) => as.get(`/invoices/${(await draftOf(target)).id}`)),
    'invoices.change': names(async (as, target) => {
      const { id, version } = await draftOf(target);
      return as.put(`/invoices/${id}`, { ...draftBody(target), version });
    }),
    'invoices.discard': names(async (as, target) => as.post(`/invoices/${(await draftOf(target)).id}/discard`)),
    'invoices.issue': names(async (as, target) => {
      const { id, version } = await draftOf(target);
      return as.post(`/invoices/${id}/issue`, { version });
    }),
    'invoices.cancel': names(async (as, target) =>
      as.post(`/invoices/${(await issuedOf(target)).id}/cancel`, { reason: 'A test' }),
    ),
    'invoices.write-off': names(async (as, target) => as.post(`/invoices/${(await issuedOf(target)).id}/write-off`)),
    'invoices.open-document': names(
      async (as, target) => {
        const { invoiceUrl } = await issuedOf(target);
        const { statusCode, body } = await bed().http.inject({ url: invoiceUrl!, headers: { host: as.host } });
        return { status: statusCode, body };
      },
      { foreign: 401 },
    ),
  };
}
