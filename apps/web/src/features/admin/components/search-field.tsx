import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Input } from '../../../shared/ui/index.ts';

/** Typing pauses this long before the list is asked again. */
const PAUSE_MS = 250;

/** A search whose text is kept elsewhere, such as in the address. */
export function SearchField({
  label,
  placeholder,
  value,
  onSearch,
}: {
  label: string;
  placeholder: string;
  value: string;
  onSearch: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text.trim() === value) return undefined;
    const timer = setTimeout(() => onSearch(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <div role="search" className="relative min-w-0 flex-1 basis-56">
      <Search
        size={16}
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 start-3 my-auto text-text-muted"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="ps-9"
      />
    </div>
  );
}
