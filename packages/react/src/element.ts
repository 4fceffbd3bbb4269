/**
 * The widget as a custom element, for pages without React of their own.
 *
 * @packageDocumentation
 */

export { defineDocketWidget } from './element/docket-widget.js'
