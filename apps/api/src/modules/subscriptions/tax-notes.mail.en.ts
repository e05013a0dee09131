/** Why no tax is asked, as it stands at the foot of invoices. */
export const en = {
  exempt: 'Not taxable where the seller is.',
  reverse_charge: 'Reverse charge: the buyer owes the tax.',
};
