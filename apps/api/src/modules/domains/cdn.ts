import { BlockList, isIP, isIPv4 } from 'node:net';

/** Networks that content delivery networks publish as theirs, and the names that lead to them. A sign, not a proof. */
const networks: readonly { name: string; ranges: readonly string[]; names: readonly string[] }[] = [
  {
    name: 'Cloudflare',
    // https://www.cloudflare.com/ips/
    ranges: (
      '173.245.48.0/20 103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 141.101.64.0/18 108.162.192.0/18 ' +
      '190.93.240.0/20 188.114.96.0/20 197.234.240.0/22 198.41.128.0/17 162.158.0.0/15 104.16.0.0/13 104.24.0.0/14 ' +
      '172.64.0.0/13 131.0.72.0/22 2400:cb00::/32 2606:4700::/32 2803:f800::/32 2405:b500::/32 2405:8100::/32 ' +
      '2a06:98c0::/29 2c0f:f248::/32'
    ).split(' '),
    names: ['cdn.cloudflare.net'],
  },
  {
    name: 'Fastly',
    // https://api.fastly.com/public-ip-list
    ranges:
      '23.235.32.0/20 146.75.0.0/17 151.101.0.0/16 157.52.64.0/18 167.82.0.0/17 199.232.0.0/16 2a04:4e40::/32'.split(
        ' ',
      ),
    names: ['fastly.net', 'fastlylb.net'],
  },
  { name: 'Amazon CloudFront', ranges: [], names: ['cloudfront.net'] },
  { name: 'Akamai', ranges: [], names: ['akamaiedge.net', 'edgekey.net', 'edgesuite.net', 'akamai.net'] },
  { name: 'Azure Front Door', ranges: [], names: ['azureedge.net', 'azurefd.net'] },
  { name: 'bunny.net', ranges: [], names: ['b-cdn.net'] },
];

const lists = networks.map(({ name, ranges, names }) => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    list.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return { name, list, names };
});

/** The delivery network that these addresses or these steps of a CNAME chain belong to, or null. */
export function deliveryNetworkOf(addresses: readonly string[], chain: readonly string[]): string | null {
  const hit = lists.find(
    ({ list, names }) =>
      addresses.some((address) => isIP(address) !== 0 && list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')) ||
      chain.some((step) => names.some((end) => step === end || step.endsWith(`.${end}`))),
  );
  return hit?.name ?? null;
}
