import type { SellerBody } from '@stageline/contracts';
import type { ApiBed, Site } from './api-bed.ts';

/** Who sells on a site of the tests: prices include 19 % tax. */
export const SELLER: SellerBody = {
  ...{ legalName: 'Dana Reyes', address: ['Lindenweg 4', '10115 Berlin'], country: 'DE', email: 'money@dana.example' },
  ...{ taxId: null, taxRate: 19_000, pricesIncludeTax: true, exemptionNote: '', dueDays: 14, numberPrefix: 'INV-' },
  footer: '',
};

/** Somebody who pays at the sandbox, as a browser without script does. */
export function createBuyer(bed: () => ApiBed) {
  /** Follows a link to pay. @returns where the provider asks for the money */
  async function follow(site: Site, path: string): Promise<string> {
    const answer = await bed().http.inject({ method: 'GET', url: path, headers: { host: site.host } });
    if (answer.statusCode !== 303) throw new Error(`The link to pay answered ${answer.statusCode}`);
    if (answer.headers['referrer-policy'] !== 'no-referrer') throw new Error('The link to pay may be told on');
    return String(answer.headers.location);
  }
  const onPage = (url: string, form?: Record<string, string>) =>
    bed().http.inject({
      method: form === undefined ? 'GET' : 'POST',
      url: new URL(url).pathname,
      headers: { host: bed().platformHost, 'content-type': 'application/x-www-form-urlencoded' },
      ...(form && { payload: new URLSearchParams(form).toString() }),
    });
  /** A notification of the provider. */
  const post = async (headers: Readonly<Record<string, string>>, payload: string) =>
    bed().http.inject({
      ...{ method: 'POST', url: '/api/v1/payments/events', payload },
      headers: { ...headers, host: bed().platformHost, 'content-type': 'application/json' },
    });
  return {
    follow,
    onPage,
    post,
    /** Everything that the provider has to tell arrives. */
    async hear(): Promise<void> {
      await bed().modules.payments.deliver!(async (headers, body) => (await post(headers, body)).statusCode === 204);
    },
  };
}
