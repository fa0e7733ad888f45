import { z } from 'zod';
import { Uuid } from '../ids.js';
import { pageOf } from '../pagination.js';
import { DisplayName, Timestamp } from './fields.js';

/** Where alerts are sent. */
export const AlertChannel = z
  .object({ id: Uuid, name: z.string(), type: z.literal('webhook'), url: z.string(), created_at: Timestamp })
  .meta({ id: 'AlertChannel' });
export type AlertChannel = z.infer<typeof AlertChannel>;

export const NewAlertChannel = z
  .strictObject({
    name: DisplayName,
    type: z.literal('webhook').default('webhook'),
    url: z.url({ protocol: /^https?$/ }).max(2_048),
  })
  .meta({ id: 'NewAlertChannel' });
export type NewAlertChannel = z.infer<typeof NewAlertChannel>;

/** A new channel: the only answer that ever holds `secret`. */
export const CreatedAlertChannel = AlertChannel.extend({
  secret: z.string().describe('Signs what is sent there. It is shown once and cannot be read again'),
}).meta({ id: 'CreatedAlertChannel' });
export type CreatedAlertChannel = z.infer<typeof CreatedAlertChannel>;

/** Specification: Observability, Alerting, alert_levels. */
export const AlertSeverity = z.enum(['critical', 'high', 'medium', 'low']);
export type AlertSeverity = z.infer<typeof AlertSeverity>;

const ruleFields = {
  name: DisplayName,
  kind: z.literal('gateway_error_rate'),
  threshold_basis_points: z.number().int().min(0).max(9_999).describe('Alerts above this; 100 is 1%'),
  window_seconds: z.number().int().min(10).max(3_600).describe('Over the calls of this time'),
  minimum_calls: z.number().int().min(1).max(1_000_000_000).describe('Fewer calls in the window never alert'),
  severity: AlertSeverity,
  enabled: z.boolean(),
};

export const AlertRule = z
  .object({ id: Uuid, ...ruleFields, created_at: Timestamp, updated_at: Timestamp })
  .meta({ id: 'AlertRule' });
export type AlertRule = z.infer<typeof AlertRule>;

/** Defaults are the specification's "Gateway Error Rate High": above 1% for 5 minutes, critical. */
export const NewAlertRule = z
  .strictObject({
    ...ruleFields,
    kind: ruleFields.kind.default('gateway_error_rate'),
    threshold_basis_points: ruleFields.threshold_basis_points.default(100),
    window_seconds: ruleFields.window_seconds.default(300),
    minimum_calls: ruleFields.minimum_calls.default(20),
    severity: ruleFields.severity.default('critical'),
    enabled: ruleFields.enabled.default(true),
  })
  .meta({ id: 'NewAlertRule' });
export type NewAlertRule = z.infer<typeof NewAlertRule>;

const { kind: _kind, ...changeable } = ruleFields;
export const AlertRuleChange = z
  .strictObject(changeable)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'change at least one field')
  .meta({ id: 'AlertRuleChange' });
export type AlertRuleChange = z.infer<typeof AlertRuleChange>;

export const AlertIncidentStatus = z.enum(['open', 'resolved']);

/** A time during which a rule's threshold was passed. */
export const AlertIncident = z
  .object({
    id: Uuid,
    status: AlertIncidentStatus,
    rule_id: Uuid.nullable().describe('null once the rule was deleted'),
    rule_name: z.string(),
    severity: AlertSeverity,
    threshold_basis_points: z.number().int(),
    window_seconds: z.number().int(),
    calls: z.number().int().describe('In the window when it opened'),
    errors: z.number().int(),
    opened_at: Timestamp,
    resolved_at: Timestamp.nullable(),
    resolved_calls: z.number().int().nullable(),
    resolved_errors: z.number().int().nullable(),
  })
  .meta({ id: 'AlertIncident' });
export type AlertIncident = z.infer<typeof AlertIncident>;

export const AlertDelivery = z
  .object({
    id: Uuid,
    channel_id: Uuid,
    transition: z.enum(['opened', 'resolved']),
    state: z.enum(['pending', 'delivered', 'dead']),
    attempts: z.number().int(),
    last_status: z.number().int().nullable().describe('HTTP status of the last answer'),
    last_error: z.string().nullable(),
    next_attempt_at: Timestamp.nullable(),
    delivered_at: Timestamp.nullable(),
  })
  .meta({ id: 'AlertDelivery' });
export type AlertDelivery = z.infer<typeof AlertDelivery>;

export const AlertIncidentDetail = AlertIncident.extend({ deliveries: z.array(AlertDelivery) }).meta({
  id: 'AlertIncidentDetail',
});
export type AlertIncidentDetail = z.infer<typeof AlertIncidentDetail>;

export const AlertChannelPage = pageOf(AlertChannel).meta({ id: 'AlertChannelPage' });
export const AlertRulePage = pageOf(AlertRule).meta({ id: 'AlertRulePage' });
export const AlertIncidentPage = pageOf(AlertIncident).meta({ id: 'AlertIncidentPage' });

/** The body of a webhook. */
export const AlertNotification = z
  .object({
    id: Uuid.describe('The delivery: the same on each attempt, as in X-GatewayOps-Delivery'),
    type: z.enum(['alert.opened', 'alert.resolved']),
    org_id: Uuid,
    created_at: Timestamp,
    incident: AlertIncident,
  })
  .meta({ id: 'AlertNotification' });
export type AlertNotification = z.infer<typeof AlertNotification>;
