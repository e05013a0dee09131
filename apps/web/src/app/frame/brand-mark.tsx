import { Avatar } from '../../shared/ui/index.ts';

export interface Brand {
  readonly name: string;
  readonly logoUrl: string | null;
}

/** The site's logo, or its initials, beside its name. */
export const BrandMark = ({ brand }: { brand: Brand }) => (
  <span className="flex min-w-0 items-center gap-3">
    {brand.logoUrl === null ? (
      <Avatar name={brand.name} className="rounded-sm" />
    ) : (
      <img src={brand.logoUrl} alt="" className="size-8 shrink-0 rounded-sm object-contain" />
    )}
    <span className="display truncate text-base font-semibold">{brand.name}</span>
  </span>
);
