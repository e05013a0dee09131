export const en = {
  verified: {
    subject: (address: string) => `Your mails come from ${address} now`,
    body: (address: string, name: string) =>
      `Hello ${name}, we found the key of ${address} in the DNS. Mails to your people come from this address from now on, signed by your domain.`,
  },
  failing: {
    subject: (address: string) => `Please look at the sender ${address}`,
    body: (address: string, name: string) =>
      `Hello ${name}, we do not find the key of ${address} in the DNS any more. Until it is back, your mails come from our address, and answers go to you as before. We look again every hour.`,
  },
  open: 'Open the sender',
  why: (site: string) => `You get this because you own ${site}.`,
};
