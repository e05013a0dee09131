/** Three dots that fill one after the other; only inside a button or beside a label, never alone on a page. */
export function Spinner({ className = 'size-5' }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 20 20" className={className} fill="currentColor" aria-hidden="true">
      {[4, 10, 16].map((x, index) => (
        <circle key={x} cx={x} cy={10} r={1.9} opacity={0.35}>
          <animate
            attributeName="opacity"
            values="0.35;1;0.35"
            dur="1s"
            begin={`${index * 0.16}s`}
            repeatCount="indefinite"
          />
        </circle>
      ))}
    </svg>
  );
}
