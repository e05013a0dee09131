import { Avatar } from '../../shared/ui/index.ts';

/** A site's logo, or its initials, beside its name. */
export const BrandMark = ({ name, logoUrl }: { name: string; logoUrl: string | null }) => (
  <span className="flex min-w-0 items-center gap-3">
    {logoUrl === null ? (
      <Avatar name={name} className="rounded-sm" />
    ) : (
      <img src={logoUrl} alt="" className="size-8 shrink-0 rounded-sm object-contain" />
    )}
    <span className="display truncate text-base">{name}</span>
  </span>
);
