import type { Migration } from '../migrate.ts';
import { runsAndJournal } from './0001-runs-and-journal.ts';
import { definitions } from './0002-definitions.ts';
import { promotionsAndTests } from './0003-promotions-and-tests.ts';
import { consumerSettings } from './0004-consumer-settings.ts';
import { echoes } from './0005-echoes.ts';
import { sealedUse } from './0006-sealed-use.ts';
import { openCalls } from './0007-open-calls.ts';
import { usedMessages } from './0008-used-messages.ts';
import { auditOrigin } from './0009-audit-origin.ts';
import { invitations } from './0010-invitations.ts';
import { flowPauses } from './0011-flow-pauses.ts';
import { flowWatermarks } from './0012-flow-watermarks.ts';
import { shownStates } from './0013-shown-states.ts';
import { sampleHistory } from './0014-sample-history.ts';
import { collectGroups } from './0015-collect-groups.ts';
import { echoObjects } from './0016-echo-objects.ts';
import { draftPins } from './0017-draft-pins.ts';
import { openCircuits } from './0018-open-circuits.ts';
import { services } from './0019-services.ts';
import { waivers } from './0020-waivers.ts';
import { sumsInAnchors } from './0021-sums-in-anchors.ts';
import { waiverFolder } from './0022-waiver-folder.ts';
import { namedPayloads } from './0023-named-payloads.ts';
import { fewerIndexes } from './0024-fewer-indexes.ts';

/** In order, never changed once released; a new one goes to the end. */
export const ALL_MIGRATIONS: readonly Migration[] = [
  runsAndJournal,
  definitions,
  promotionsAndTests,
  consumerSettings,
  echoes,
  sealedUse,
  openCalls,
  usedMessages,
  auditOrigin,
  invitations,
  flowPauses,
  flowWatermarks,
  shownStates,
  sampleHistory,
  collectGroups,
  echoObjects,
  draftPins,
  openCircuits,
  services,
  waivers,
  sumsInAnchors,
  waiverFolder,
  namedPayloads,
  fewerIndexes,
];
