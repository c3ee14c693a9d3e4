/**
 * What the API and the services need of stored definitions. Reads are synchronous and indexed; writes join the group commit and
 * resolve after it. Every write takes the audit row that belongs to it and commits both together (S13).
 * `open-store.ts` gives an implementation of all of them.
 */

import type { AuditDefinitions } from './audit-definitions.ts';
import type { BundleDefinitions } from './bundle-definitions.ts';
import type { ConnectionDefinitions } from './connection-definitions.ts';
import type { ConsumerDefinitions } from './consumer-definitions.ts';
import type { ExceptionDefinitions } from './exception-definitions.ts';
import type { FlowDefinitions } from './flow-definitions.ts';
import type { FlowPauseDefinitions, WatermarkDefinitions } from './flow-standing-definitions.ts';
import type { FlowTestDefinitions, PinDefinitions, SampleDefinitions } from './flow-test-definitions.ts';
import type { InvitationDefinitions, PeopleDefinitions } from './people-definitions.ts';
import type { PromotionDefinitions } from './promotion-definitions.ts';
import type { ReferenceDefinitions } from './reference-definitions.ts';
import type { ServiceDefinitions } from './service-definitions.ts';
import type { WaiverDefinitions } from './waiver-definitions.ts';

export interface Definitions
  extends FlowDefinitions,
    FlowPauseDefinitions,
    WatermarkDefinitions,
    PromotionDefinitions,
    WaiverDefinitions,
    ConnectionDefinitions,
    PeopleDefinitions,
    InvitationDefinitions,
    ConsumerDefinitions,
    ReferenceDefinitions,
    FlowTestDefinitions,
    SampleDefinitions,
    PinDefinitions,
    ServiceDefinitions,
    BundleDefinitions,
    ExceptionDefinitions,
    AuditDefinitions {}
