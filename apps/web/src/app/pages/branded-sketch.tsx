import type { Theme } from '@stageline/contracts';
import { brandPalette, type Mode } from '@stageline/domain';

interface BrandedSketchProps {
  readonly theme: Theme;
  readonly mode: Mode;
  readonly className: string;
}
/** One page, drawn in one brand's colours; SVG, because its colours are data and an inline style would need an exception. */
export const BrandedSketch = ({ theme, mode, className }: BrandedSketchProps) => {
  const palette = brandPalette(theme, mode);
  const wash = `wash-${mode}-${theme.primaryColor.slice(1)}`;
  return (
    <svg viewBox="0 0 448 340" className={`w-full rounded-lg shadow-overlay ${className}`}>
      <defs>
        <radialGradient id={wash} cx="0.1" cy="0" r="0.8">
          <stop stopColor={palette['primary-wash']} />
          <stop offset="1" stopColor={palette['surface']} />
        </radialGradient>
      </defs>
      <rect width="448" height="340" fill={palette['surface']} />
      <rect width="448" height="340" fill={`url(#${wash})`} />
      <rect x="24" y="22" width="20" height="20" rx="5" fill={palette['primary']} />
      <rect x="52" y="28" width="72" height="8" rx="4" fill={palette['text']} />
      <rect x="24" y="78" width="64" height="7" rx="3.5" fill={palette['primary-text']} />
      <rect x="24" y="98" width="196" height="17" rx="5" fill={palette['text']} />
      <rect x="24" y="124" width="158" height="17" rx="5" fill={palette['text']} />
      <rect x="24" y="166" width="34" height="38" rx="6" fill={palette['raised']} stroke={palette['border']} />
      <path d="M24 172a6 6 0 0 1 6-6h22a6 6 0 0 1 6 6v6H24z" fill={palette['primary-tint']} />
      <rect x="34" y="186" width="14" height="10" rx="3" fill={palette['text']} />
      <rect x="70" y="172" width="96" height="8" rx="4" fill={palette['text']} />
      <rect x="70" y="188" width="122" height="7" rx="3.5" fill={palette['text-muted']} opacity="0.55" />
      {[228, 244, 260].map((y, index) => (
        <rect
          key={y}
          x="24"
          y={y}
          width={[196, 184, 120][index]}
          height="7"
          rx="3.5"
          fill={palette['text-muted']}
          opacity="0.4"
        />
      ))}
      <rect x="262" y="62" width="162" height="146" rx="10" fill={palette['raised']} stroke={palette['border']} />
      <rect x="276" y="78" width="84" height="9" rx="4.5" fill={palette['text']} />
      <rect x="276" y="100" width="64" height="20" rx="5" fill="none" stroke={palette['control']} />
      <rect x="346" y="100" width="64" height="20" rx="5" fill="none" stroke={palette['control']} />
      <rect x="276" y="130" width="134" height="20" rx="5" fill="none" stroke={palette['control']} />
      <rect x="276" y="168" width="134" height="26" rx="6" fill={palette['primary']} stroke={palette['primary-edge']} />
      <rect x="316" y="177" width="54" height="8" rx="4" fill={palette['on-primary']} />
      {[0, 1, 2, 3].map((row) => (
        <g key={row} opacity={1 - row * 0.2}>
          <circle cx="282" cy={236 + row * 28} r="9" fill={palette['primary-tint']} stroke={palette['primary-line']} />
          <rect x="300" y={228 + row * 28} width={[62, 48, 70, 54][row]} height="6" rx="3" fill={palette['text']} />
          <rect x="300" y={239 + row * 28} width="38" height="5" rx="2.5" fill={palette['text-muted']} opacity="0.5" />
          <rect x="402" y={233 + row * 28} width="16" height="6" rx="3" fill={palette['text-muted']} opacity="0.5" />
        </g>
      ))}
    </svg>
  );
};
