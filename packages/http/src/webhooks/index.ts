/**
 * Sends a desk's events to the endpoints of its tenants, for Node.
 *
 * @packageDocumentation
 */

export { type WebhooksOptions, webhooks } from './webhooks.js'
