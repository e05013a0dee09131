import { type RefObject, useEffect } from 'react';

/**
 * Shows the loudness of a stream as `--level` (0 to 1) on an element, without drawing React's tree for each frame.
 * @param stream its first audio track is measured
 */
export function useMicLevel(stream: MediaStream | null, meter: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (stream === null || stream.getAudioTracks().length === 0) return undefined;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = 0;
    const measure = () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // Speech lies between -50 and -10 dBFS.
      const decibels = 10 * Math.log10(power || 1e-10);
      meter.current?.style.setProperty('--level', Math.min(1, Math.max(0, (decibels + 50) / 40)).toFixed(2));
      frame = requestAnimationFrame(measure);
    };
    measure();
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [stream, meter]);
}
