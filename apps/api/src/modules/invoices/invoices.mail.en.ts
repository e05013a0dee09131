export const en = {
  invoice: {
    subject: (number: string, site: string) => `Invoice ${number} from ${site}`,
    heading: (firstName: string) => `Your invoice, ${firstName}`,
    text: (amount: string, day: string) => `To be paid: ${amount}, by ${day}.`,
    paid: (amount: string) => `It comes to ${amount} and is paid.`,
    action: 'Open the invoice',
    pay: 'Pay now',
    paper: (url: string) => `The invoice as PDF:\n${url}`,
  },
  receipt: {
    subject: (number: string, site: string) => `Receipt ${number} from ${site}`,
    heading: (firstName: string) => `Thank you, ${firstName}`,
    text: (amount: string, invoice: string) => `We have received ${amount} for invoice ${invoice}.`,
    stillDue: (amount: string) => `Still to be paid: ${amount}.`,
    action: 'Open the receipt',
  },
  creditNote: {
    subject: (number: string, site: string) => `Credit note ${number} from ${site}`,
    heading: (firstName: string) => `Something was taken back for you, ${firstName}`,
    text: (amount: string, invoice: string) => `We have taken back ${amount} of invoice ${invoice}.`,
    reason: (reason: string) => `The reason: ${reason}`,
    action: 'Open the credit note',
  },
  why: (seller: string) => `You get this because you have a contract with ${seller}.`,
};
