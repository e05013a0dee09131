/** 0 too short, 1 acceptable, 2 good, 3 strong. */
export type Strength = 0 | 1 | 2 | 3;

const COMMON = /^(?:password|passwort|qwerty|letmein|welcome|iloveyou|admin|stageline|1234)/i;

/**
 * How hard a password is to guess, as far as length and variety tell. Length counts most (NIST SP 800-63B, appendix A);
 * repetition and the best known beginnings count against it.
 */
export function strengthOf(password: string): Strength {
  if (password.length < 10) return 0;
  const distinct = new Set(password.toLowerCase()).size;
  if (distinct < 6 || COMMON.test(password)) return 1;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;
  if (password.length >= 16 || (password.length >= 13 && kinds >= 3)) return 3;
  return password.length >= 12 || kinds >= 3 ? 2 : 1;
}
