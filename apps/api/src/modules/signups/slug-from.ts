import { slug } from '@stageline/contracts';

/** An address made of a site's name, valid by the rules of A-02; it may be taken. */
export function slugFrom(text: string): string {
  const plain = text
    .replace(/[ßẞ]/g, 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '');
  return [plain, `${plain}-site`].find((candidate) => slug.safeParse(candidate).success) ?? 'my-site';
}

/**
 * The address itself and numbered ones, in the order in which they should be tried. A number that would make it look like
 * an address of the platform is left out: `v-v-5` looks like `ws`.
 */
export function slugCandidates(base: string, count: number): string[] {
  const numbered = Array.from({ length: 2 * count }, (_, index) => `${base.slice(0, 58)}-${index + 2}`);
  return [base, ...numbered.filter((candidate) => slug.safeParse(candidate).success)].slice(0, count);
}
