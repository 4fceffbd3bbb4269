/**
 * The widget: ask, follow, answer, urge, confirm and rate.
 *
 * @packageDocumentation
 */

export type { DeskOptions, FileToSend, SendFile } from './desk/desk-types.js'
export { DocketWidget } from './shadow/docket-widget.js'
export type { DocketWidgetProps, SlotName, WidgetOptions } from './shadow/widget-options.js'
export type { Appearance } from './style/appearance.js'
export type { TextKey, Texts } from './text/en.js'
