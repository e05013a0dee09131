/** English is the source: a translation has the shape of it. */
export const en = {
  name: 'Name or company',
  address: 'Address',
  addressHint: 'Street, postcode and town, one line each.',
  country: 'Country',
  chooseCountry: 'Choose a country',
  taxId: 'Tax number or VAT ID',
};
