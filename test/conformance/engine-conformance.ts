/**
 * What every engine adapter must do (runtime/engine/SPEC.md: one port, many adapters), as a suite over a factory. An adapter is the
 * engine together with its storage; the factory gives a bench whose clock the test owns and whose process can be killed at any instant.
 */
import { describe } from 'vitest';
import { collectConformance } from './collect-conformance.ts';
import { compensationConformance } from './compensation-conformance.ts';
import { type ConformanceFactory, conformanceTest } from './conformance-test.ts';
import { deadlinesConformance } from './deadlines-conformance.ts';
import { effectsConformance } from './effects-conformance.ts';
import { flowsConformance } from './flows-conformance.ts';
import { intakeConformance } from './intake-conformance.ts';
import { lanesConformance } from './lanes-conformance.ts';
import { loopsConformance } from './loops-conformance.ts';
import { operatorsConformance } from './operators-conformance.ts';
import { recoveryConformance } from './recovery-conformance.ts';
import { waitsConformance } from './waits-conformance.ts';
import { windowsConformance } from './windows-conformance.ts';

export function engineConformance(name: string, createBench: ConformanceFactory): void {
  const test = conformanceTest(createBench);
  describe(`conformance: ${name}`, () => {
    intakeConformance(test);
    lanesConformance(test);
    effectsConformance(test);
    operatorsConformance(test);
    compensationConformance(test);
    deadlinesConformance(test);
    waitsConformance(test);
    collectConformance(test);
    windowsConformance(test);
    loopsConformance(test);
    flowsConformance(test);
    recoveryConformance(test);
  });
}
