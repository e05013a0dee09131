import { describe, expect, it } from '@jest/globals';
import { formatOffset } from './format-offset.ts';
import { bodyOf, newOffer, parseOffset } from './offer-form.ts';

describe('offer form', () => {
  it('reads and writes an offset in minutes and seconds', () => {
    expect(['42:30', '5', ' 0:07 ', '120:00'].map(parseOffset)).toEqual([2550, 300, 7, 7200]);
    expect(['', 'x', '1:60', '-1', '1:2:3'].map(parseOffset)).toEqual([null, null, null, null, null]);
    expect([0, 7, 2550, 7200].map(formatOffset)).toEqual(['0:00', '0:07', '42:30', '120:00']);
  });

  it('makes of its text what the api is told, each kind with its own fields', () => {
    const values = {
      ...newOffer(),
      title: 'Course',
      text: 'Now',
      label: 'Open',
      link: ' https://a.example ',
      price: '1 €',
    };
    expect(bodyOf({ ...values, when: 'planned', offset: '1:30', seconds: '' })).toEqual({
      ...{ kind: 'offer', title: 'Course', text: 'Now', label: 'Open', link: 'https://a.example', price: '1 €' },
      ...{ sells: null, tellsOrders: false, seconds: null, offsetSeconds: 90 },
      opens: { replay: false, materials: false, callTypeId: null },
    });
    const opens = { opensReplay: true, opensMaterials: false, opensCall: 'clt_1' };
    expect(bodyOf({ ...values, ...opens, way: 'order', amount: '490,50' })).toEqual({
      ...{ kind: 'offer', title: 'Course', text: 'Now', label: 'Open', link: null, price: '' },
      ...{ sells: { amount: 49_050, currency: 'EUR' }, tellsOrders: true, seconds: 600, offsetSeconds: null },
      opens: { replay: true, materials: false, callTypeId: 'clt_1' },
    });
    expect(bodyOf({ ...values, kind: 'notification', link: '' })).toEqual({
      ...{ kind: 'notification', text: 'Now', link: null, seconds: 600, offsetSeconds: null },
    });
  });
});
