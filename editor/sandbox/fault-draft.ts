/** A fault as it is written on the panel: which fields a kind takes, and the body that arms it. */
import { t } from '../text.ts';
import type { SandboxPart } from './sandbox-api.ts';

export interface FaultKind {
  readonly kind: string;
  readonly label: string;
  readonly effect: string;
  /** Fields beside the narrowing ones. */
  readonly takes: readonly ('milliseconds' | 'retryAfter')[];
  /** Strikes the system as a whole and cannot be narrowed. */
  readonly whole?: true;
}

export const FAULT_KINDS: readonly FaultKind[] = [
  kind('outage', t('fault.outage', 'Outage'), t('fault.outage-effect', 'The system does not listen any more.'), [], true),
  kind('unavailable', t('fault.unavailable', 'Unavailable (503)'), t('fault.unavailable-effect', 'Turned away before it is handled.'), [
    'retryAfter',
  ]),
  kind('throttled', t('fault.throttled', 'Throttled (429)'), t('fault.throttled-effect', 'Too many requests, with Retry-After.'), [
    'retryAfter',
  ]),
  kind('slow', t('fault.slow', 'Slow'), t('fault.slow-effect', 'Answers, but only after a while.'), ['milliseconds']),
  kind('hang', t('fault.hang', 'Hang'), t('fault.hang-effect', 'Accepts the request and never answers.')),
  kind('drop-answer', t('fault.drop-answer', 'Lost answer'), t('fault.drop-answer-effect', 'Applied, then the connection is cut.')),
  kind('malformed', t('fault.malformed', 'Broken answer'), t('fault.malformed-effect', 'Handled, but half of the answer arrives.'), [
    'milliseconds',
  ]),
  kind('html-500', t('fault.html-500', 'HTML error (500)'), t('fault.html-500-effect', 'An error page instead of an answer.')),
  kind('lock', t('fault.lock', 'Locked'), t('fault.lock-effect', 'Somebody else has the object open.')),
  kind('session-lost', t('fault.session-lost', 'Session lost'), t('fault.session-lost-effect', 'Sign-in or token is no longer valid.')),
  kind('schema-change', t('fault.schema-change', 'Schema change'), t('fault.schema-change-effect', 'Fields are not what they were.')),
  kind('duplicate', t('fault.duplicate', 'Duplicate message'), t('fault.duplicate-effect', 'Messages are sent once more.')),
  kind('reorder', t('fault.reorder', 'Reordered messages'), t('fault.reorder-effect', 'Messages overtake each other.'), ['milliseconds']),
  kind('half-written', t('fault.half-written', 'File in two goes'), t('fault.half-written-effect', 'The second half comes later.'), [
    'milliseconds',
  ]),
  kind('cut-off', t('fault.cut-off', 'Half a file'), t('fault.cut-off-effect', 'The second half never comes.')),
  kind('wrong-count', t('fault.wrong-count', 'Wrong count'), t('fault.wrong-count-effect', 'The trailer counts one record too many.')),
  kind('bad-rows', t('fault.bad-rows', 'Bad rows'), t('fault.bad-rows-effect', 'Some rows cannot be read.')),
  kind('wrong-encoding', t('fault.wrong-encoding', 'Wrong encoding'), t('fault.wrong-encoding-effect', 'The file is written in UTF-8.')),
];

function kind(name: string, label: string, effect: string, takes: FaultKind['takes'] = [], whole = false): FaultKind {
  return { kind: name, label, effect, takes, ...(whole ? { whole } : {}) };
}

const FILE_FAULTS = ['half-written', 'cut-off', 'wrong-count', 'bad-rows', 'wrong-encoding'];

/** What can go wrong there: a plant that knows files only has faults of its own, and no others have them. */
export function kindsOf(system: SandboxPart): readonly FaultKind[] {
  const ofPlant = (name: string) => FILE_FAULTS.includes(name) || name === 'outage' || name === 'duplicate';
  return FAULT_KINDS.filter((known) => (system === 'plant' ? ofPlant(known.kind) : !FILE_FAULTS.includes(known.kind)));
}

/** Another system: the kind stays where it can happen there too. */
export function changeSystem(draft: FaultDraft, system: SandboxPart): FaultDraft {
  const kinds = kindsOf(system);
  return { ...draft, system, kind: kinds.some((known) => known.kind === draft.kind) ? draft.kind : kinds[0]!.kind };
}

export function findFaultKind(name: string): FaultKind | undefined {
  return FAULT_KINDS.find((known) => known.kind === name);
}

export interface FaultDraft {
  readonly system: SandboxPart;
  readonly kind: string;
  readonly operation: string;
  readonly key: string;
  readonly times: number | '';
  /** Per cent. */
  readonly share: number | '';
  readonly milliseconds: number | '';
  readonly retryAfter: string;
}

export const NEW_FAULT: FaultDraft = {
  system: 'sap',
  kind: 'unavailable',
  operation: '',
  key: '',
  times: '',
  share: '',
  milliseconds: 2_000,
  retryAfter: '',
};

/** Body of POST /api/sandbox/faults: only what the kind takes and what was filled in. */
export function toFaultBody(draft: FaultDraft): { readonly [name: string]: string | number } {
  const known = findFaultKind(draft.kind);
  const narrowing =
    known?.whole === true
      ? {}
      : {
          ...(draft.operation.trim() === '' ? {} : { operation: draft.operation.trim() }),
          ...(draft.key.trim() === '' ? {} : { key: draft.key.trim() }),
          ...(draft.times === '' ? {} : { times: draft.times }),
          ...(draft.share === '' || draft.share === 100 ? {} : { probability: draft.share / 100 }),
        };
  return {
    system: draft.system,
    kind: draft.kind,
    ...narrowing,
    ...(known?.takes.includes('milliseconds') && draft.milliseconds !== '' ? { milliseconds: draft.milliseconds } : {}),
    ...(known?.takes.includes('retryAfter') && draft.retryAfter.trim() !== '' ? { retryAfter: draft.retryAfter.trim() } : {}),
  };
}

export interface FaultPreset {
  readonly id: string;
  readonly label: string;
  /** Asks for an order number first. */
  readonly wantsOrder?: true;
  readonly body: (order: string) => { readonly [name: string]: string | number };
}

export const FAULT_PRESETS: readonly FaultPreset[] = [
  {
    id: 'scheduler-outage',
    label: t('preset.scheduler-outage', 'Scheduler outage'),
    body: () => ({ system: 'scheduler', kind: 'outage' }),
  },
  {
    id: 'sap-lock',
    label: t('preset.sap-lock', 'SAP lock on an order'),
    wantsOrder: true,
    body: (order) => ({ system: 'sap', kind: 'lock', operation: 'change-sales-order', key: order }),
  },
  {
    id: 'sap-lost-answer',
    label: t('preset.sap-lost-answer', 'Lost answer on the next SAP change'),
    body: () => ({ system: 'sap', kind: 'drop-answer', operation: 'change-sales-order', times: 1 }),
  },
  {
    id: 'crm-duplicates',
    label: t('preset.crm-duplicates', 'CRM duplicate messages'),
    body: () => ({ system: 'crm', kind: 'duplicate', probability: 0.3 }),
  },
  {
    id: 'plant-half-file',
    label: t('preset.plant-half-file', 'Half a file from the plant'),
    body: () => ({ system: 'plant', kind: 'cut-off', times: 1 }),
  },
  {
    id: 'plant-bad-rows',
    label: t('preset.plant-bad-rows', 'Bad rows from the plant'),
    body: () => ({ system: 'plant', kind: 'bad-rows', times: 1 }),
  },
];
