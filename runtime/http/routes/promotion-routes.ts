/** Promotions: ask that a version be live in the next environment; a second person approves; then it is applied. */
import type { Page } from '#flows/api/page.ts';
import { PROMOTION_STATES, type PromotionDetail, type PromotionState, type PromotionView } from '#flows/api/promotions.ts';
import type { Right } from '#flows/policy.ts';
import type { PromotionRow } from '../../store/promotion-definitions.ts';
import type { PromotionRequest, PromotionService } from '../../versions/promotion-service.ts';
import { refusals } from '../api-error.ts';
import { decodePosition, encodePosition } from '../position.ts';
import type { ApiRequest, Route } from '../route.ts';
import { closed, PAGE_QUERY, pageLimit, reason, text } from '../schemas.ts';

export function promotionRoutes(
  service: PromotionService,
  folderOf: (flow: string) => string | undefined,
  isEnvironment: (name: string) => boolean,
): readonly Route[] {
  const scopeOf = ({ toEnvironment, flowId }: Pick<PromotionRow, 'toEnvironment' | 'flowId'>) => ({
    environment: toEnvironment,
    folder: folderOf(flowId) ?? '',
  });

  function requirePromotion({ params, require }: ApiRequest, right: Right): PromotionRow {
    const promotion = service.find(params['promotionId']!);
    require(right, scopeOf(promotion));
    return promotion;
  }

  return [
    {
      method: 'GET',
      path: '/api/promotions',
      summary: 'Promotions that you may see, newest first.',
      right: 'flows.read',
      query: {
        ...PAGE_QUERY,
        flow: { description: 'Only of this flow.' },
        environment: { description: 'Only into this environment.' },
        state: { description: PROMOTION_STATES.join(', '), pattern: PROMOTION_STATES.join('|') },
      },
      answer: 'Page<PromotionView>',
      handle({ query, may }) {
        const limit = pageLimit(query);
        const { flow, environment, state, cursor } = query;
        const before = cursor === undefined ? undefined : decodePosition(cursor, { at: 'string', id: 'string' });
        const rows = service.list({
          limit: limit + 1,
          ...(flow === undefined ? {} : { flowId: flow }),
          ...(environment === undefined ? {} : { toEnvironment: environment }),
          ...(state === undefined ? {} : { state: state as PromotionState }),
          ...(before === undefined ? {} : { before }),
        });
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return {
          body: {
            items: page.filter((promotion) => may('flows.read', scopeOf(promotion))),
            ...(rows.length > limit && last !== undefined ? { next: encodePosition({ at: last.requestedAt, id: last.promotionId }) } : {}),
          } satisfies Page<PromotionView>,
        };
      },
    },
    {
      method: 'POST',
      path: '/api/promotions',
      summary:
        'Asks that a version be live in the next environment; it must have been live in the one before. With emergency also one that goes past a system API without a waiver: audited, and not approved before it has one.',
      right: 'promotions.request',
      body: closed(
        { flow: text(128), version: { type: 'integer', minimum: 1 }, to: text(64), note: reason, emergency: { type: 'boolean' } },
        ['flow', 'version', 'to', 'note'],
      ),
      answer: 'PromotionView',
      status: 201,
      async handle({ body, caller, require }) {
        const input = body as PromotionRequest;
        if (!isEnvironment(input.to)) throw refusals.notFound('environment', input.to);
        const folder = folderOf(input.flow);
        if (folder === undefined) throw refusals.notFound('flow', input.flow);
        // Asking needs no right in the target: that is what the approver has.
        require('promotions.request', { folder });
        return { body: await service.request(input, caller) };
      },
    },
    {
      method: 'GET',
      path: '/api/promotions/{promotionId}',
      summary: 'One promotion with its checks, what would change, and what you may do.',
      right: 'flows.read',
      answer: 'PromotionDetail',
      handle(request) {
        const promotion = requirePromotion(request, 'flows.read');
        const scope = scopeOf(promotion);
        const may = { decide: request.may('approvals.decide', scope), apply: request.may('deployments.write', scope) };
        return { body: service.look(promotion.promotionId, request.caller, may) satisfies PromotionDetail };
      },
    },
    {
      method: 'POST',
      path: '/api/promotions/{promotionId}/approve',
      summary: 'Approves it: neither who asked nor who wrote the version may.',
      right: 'approvals.decide',
      body: closed({ reason }),
      answer: 'PromotionView',
      async handle(request) {
        const { promotionId } = requirePromotion(request, 'approvals.decide');
        return { body: await service.decide(promotionId, 'approved', (request.body as { reason: string }).reason, request.caller) };
      },
    },
    {
      method: 'POST',
      path: '/api/promotions/{promotionId}/reject',
      summary: 'Rejects it, with a reason.',
      right: 'approvals.decide',
      body: closed({ reason }),
      answer: 'PromotionView',
      async handle(request) {
        const { promotionId } = requirePromotion(request, 'approvals.decide');
        return { body: await service.decide(promotionId, 'rejected', (request.body as { reason: string }).reason, request.caller) };
      },
    },
    {
      method: 'POST',
      path: '/api/promotions/{promotionId}/apply',
      summary:
        'Makes the approved version live. With emergencyReason also an unapproved one, or one that goes past a system API without a waiver: audited, and raised as an exception.',
      right: 'deployments.write',
      body: closed({ emergencyReason: reason }, []),
      answer: 'PromotionView',
      async handle(request) {
        const { promotionId } = requirePromotion(request, 'deployments.write');
        const { emergencyReason } = request.body as { emergencyReason?: string };
        return { body: await service.apply(promotionId, emergencyReason, request.caller) };
      },
    },
  ];
}
