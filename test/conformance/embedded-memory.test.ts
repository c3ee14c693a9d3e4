import { createBench } from '../support/engine-fixture.ts';
import { engineConformance } from './engine-conformance.ts';

engineConformance('embedded engine, rows in memory', createBench);
