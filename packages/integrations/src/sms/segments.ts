/** Characters of the GSM 7-bit default alphabet that take one septet (3GPP TS 23.038, 6.2.1). */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Those behind an escape: two septets (6.2.1.1). */
const EXTENDED = new Set('\f^{}\\[~]|€');

export interface SmsSize {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** What the network charges for. */
  readonly segments: number;
}

/**
 * How many segments a text takes: 160 septets, or 70 units of UTF-16 where a character is not of the GSM alphabet; 153 and 67
 * once it has to be put together again (TS 23.040, 9.2.3.24.1). What is one character is not cut in two.
 */
export function smsSize(text: string): SmsSize {
  const characters = [...text];
  const isGsm = characters.every((character) => BASIC.has(character) || EXTENDED.has(character));
  const lengths = characters.map((character) => (isGsm ? (EXTENDED.has(character) ? 2 : 1) : character.length));
  const [single, joined] = isGsm ? [160, 153] : [70, 67];
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const encoding = isGsm ? 'GSM-7' : 'UCS-2';
  if (total <= single) return { encoding, segments: 1 };
  let segments = 1;
  let used = 0;
  for (const length of lengths) {
    if (used + length > joined) {
      segments += 1;
      used = 0;
    }
    used += length;
  }
  return { encoding, segments };
}
