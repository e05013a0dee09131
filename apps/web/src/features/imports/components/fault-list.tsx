import type { ImportView } from '@stageline/contracts';
import { Panel, Section } from '../../../shared/ui/index.ts';
import { importsTexts } from '../texts.ts';

/** The first rows that are wrong: where they are, and why. */
export function FaultList({ view: { faults, check } }: { readonly view: ImportView }) {
  const texts = importsTexts();
  if (faults.length === 0) return null;
  return (
    <Section title={texts.faultsTitle} description={texts.faultsHint(faults.length, check?.wrong ?? faults.length)}>
      <Panel>
        <ul className="max-h-80 overflow-y-auto" tabIndex={0} aria-label={texts.faultsTitle}>
          {faults.map(({ line, fault, firstLine }) => (
            <li key={line} className="flex gap-4 border-b border-border px-4 py-2.5 text-sm last:border-0 sm:px-5">
              <span className="numeric w-24 shrink-0 text-text-muted">{texts.line(line)}</span>
              <span className="min-w-0">
                {fault === 'twice-in-file' ? texts.twiceInFile(firstLine ?? 0) : texts.faults[fault]}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </Section>
  );
}
