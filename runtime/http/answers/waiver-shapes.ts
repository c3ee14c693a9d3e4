import { WAIVER_STATES, type WaiverView } from '#flows/api/waivers.ts';
import { boolean, choice, instant, object, optional, string } from './schema-of.ts';
import type { ShapeSchemas } from './shapes.ts';

export const WAIVER_SHAPES = {
  WaiverView: object<WaiverView>({
    waiverId: string,
    flowId: string,
    nodeType: string,
    reason: string,
    until: string,
    over: boolean,
    state: choice(...WAIVER_STATES),
    requestedBy: string,
    requestedAt: instant,
    decidedBy: optional(string),
    decidedAt: optional(instant),
    decisionReason: optional(string),
    endedBy: optional(string),
    endedAt: optional(instant),
    endReason: optional(string),
    mayDecide: boolean,
    mayEnd: boolean,
  }),
} satisfies Partial<ShapeSchemas>;
