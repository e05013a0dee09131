/** Three dots that fill one after the other; only inside a button or beside a label, never alone on a page. */
export function Spinner({ className = 'size-5' }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 20 20" className={`spinner-dots ${className}`} fill="currentColor" aria-hidden="true">
      {[4, 10, 16].map((x) => (
        <circle key={x} cx={x} cy={10} r={1.9} />
      ))}
    </svg>
  );
}
