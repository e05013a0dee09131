import { describe, expect, it } from '@jest/globals';
import { isVatId, refuseMistypedVatId } from './vat-id.ts';

describe('VAT identification numbers of the EU', () => {
  // One of each state, and of each form that it has.
  it.each(
    `ATU13585627 BE0411905847 BG131468980 CY10259033P CZ25123891 DE136695976 DK13585628 EE100594102 ESB58378431 FI20774740
    FR40303265045 EL094259216 HR33392005961 HU12892312 IE6433435F IE6433435OA IT00743110157 LT119511515 LU15027442 LV40003521600
    MT11679112 NL004495445B01 PL8567346215 PT501964843 RO18547290 SE556188840401 SI50223054 SK2022749619`.split(/\s+/),
  )('D-02 %s is a VAT ID, and with a wrong digit none', (number) => {
    const country = number.startsWith('EL') ? 'GR' : number.slice(0, 2);
    expect(isVatId(country, number)).toBe(true);
    expect(() => refuseMistypedVatId({ country, taxId: number })).not.toThrow();
    const digits = /\d/.exec(number)!.index;
    const wrong = `${number.slice(0, digits)}${(Number(number[digits]) + 1) % 10}${number.slice(digits + 1)}`;
    expect(isVatId(country, wrong)).toBe(false);
    expect(() => refuseMistypedVatId({ country, taxId: wrong })).toThrow();
  });

  it('D-02 Greece writes EL before its numbers; a tax number of another kind is not mistaken for a VAT ID', () => {
    expect(isVatId('GR', 'GR094259216')).toBe(false);
    expect(isVatId('CH', 'CHE-116.281.710')).toBe(false);
    expect(isVatId('AT', 'DE136695976')).toBe(false);
    expect(isVatId('AT', 'ATU 1358.5627')).toBe(true);
    for (const [country, taxId] of [
      ['DE', '12/345/67890'],
      ['CH', 'CHE123'],
    ] as const)
      expect(() => refuseMistypedVatId({ country, taxId })).not.toThrow();
  });
});
