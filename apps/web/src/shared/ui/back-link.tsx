import { ArrowLeft } from 'lucide-react';
import { Link } from 'react-router';

/** Above the title of a page: the way to what it is a part of. */
export const BackLink = ({ to, children }: { readonly to: string; readonly children: string }) => (
  <Link
    to={to}
    className="tap-target mb-3 inline-flex items-center gap-1.5 text-sm font-medium text-text-muted hover:text-text"
  >
    <ArrowLeft size={16} aria-hidden="true" />
    {children}
  </Link>
);
