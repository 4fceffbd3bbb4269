import { type MountedWidget, mount } from '../shadow/mount.js'
import type { WidgetOptions } from '../shadow/widget-options.js'
import type { Appearance } from '../style/appearance.js'

type WidgetFunctions = Pick<WidgetOptions, 'token' | 'agentName'>
/** What only functions of the page can say; undefined takes it back. */
type PageFunctions = { readonly [Name in keyof WidgetFunctions]?: WidgetFunctions[Name] | undefined }

/** The name of the element. */
const NAME = 'docket-widget'

/** What the element heeds; the script tag takes the same as `data-base-url` and so on. */
const ATTRIBUTES = [
  'base-url',
  'user',
  'locale',
  'scheme',
  'accent',
  'label',
  'launcher',
  'nonce',
  'progress',
  'unread',
]

/**
 * Defines `<docket-widget>`, once. On a server it does nothing.
 *
 * @example
 * ```ts
 * import { defineDocketWidget } from '@docket/react/element'
 *
 * defineDocketWidget()
 * // In the page: <docket-widget base-url="/api/support"></docket-widget>
 * ```
 */
export function defineDocketWidget(): void {
  if (typeof customElements === 'undefined' || customElements.get(NAME)) return
  customElements.define(NAME, elementClass())
}

/** Made when it is defined: on a server there is no `HTMLElement` to extend. */
function elementClass(): CustomElementConstructor {
  return class DocketWidgetElement extends HTMLElement {
    static readonly observedAttributes = ATTRIBUTES
    #mounted: MountedWidget | undefined
    #given: PageFunctions = {}
    /** Another progress link was opened in the same page. */
    #turned = (): void => {
      this.attributeChangedCallback()
      if (this.#options().progressToken) this.open()
    }

    constructor() {
      super()
      // What was said before the element was defined would hide the properties of the class.
      for (const name of ['token', 'agentName'] as const) {
        if (!Object.hasOwn(this, name)) continue
        this.#given = { ...this.#given, ...present({ [name]: this[name] }) }
        Reflect.deleteProperty(this, name)
      }
    }

    /** A token for whoever is signed in to the page; for cookies, none. */
    get token(): PageFunctions['token'] {
      return this.#given.token
    }

    set token(token: PageFunctions['token']) {
      this.#give({ token })
    }

    /** What an agent is called, by id. */
    get agentName(): PageFunctions['agentName'] {
      return this.#given.agentName
    }

    set agentName(agentName: PageFunctions['agentName']) {
      this.#give({ agentName })
    }

    open(): void {
      this.#mounted?.open()
    }

    close(): void {
      this.#mounted?.close()
    }

    connectedCallback(): void {
      // It was only moved, such as into an open dialog of the page: what stands in it stays.
      if (this.#mounted) return
      const options = this.#options()
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
      addEventListener('hashchange', this.#turned)
      this.#mounted = mount(root, { ...options, opened: options.progressToken !== undefined })
    }

    disconnectedCallback(): void {
      queueMicrotask(() => {
        if (this.isConnected) return
        removeEventListener('hashchange', this.#turned)
        this.#mounted?.destroy()
        this.#mounted = undefined
      })
    }

    attributeChangedCallback(): void {
      this.#mounted?.update(this.#options())
    }

    #give(functions: PageFunctions): void {
      this.#given = { ...this.#given, ...functions }
      this.#mounted?.update(this.#options())
    }

    #options(): WidgetOptions {
      const said = (name: string) => this.getAttribute(name) || undefined
      const appearance = present({ scheme: said('scheme'), accent: said('accent') }) as Appearance
      const label = said('label')
      return {
        baseUrl: said('base-url') ?? '/api/support',
        launcher: said('launcher') !== 'none',
        unread: this.hasAttribute('unread'),
        appearance,
        ...(label !== undefined && { texts: { launcher: label } }),
        ...present({ user: said('user'), locale: said('locale'), nonce: this.nonce || undefined }),
        ...(present({ ...this.#given }) as WidgetFunctions),
        // Of a progress link, as it comes: in the fragment, which no server sees.
        ...(this.hasAttribute('progress') && location.hash.length > 1 && { progressToken: location.hash.slice(1) }),
      }
    }
  }
}

/** What is said, without what is not. */
function present<Value>(values: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== undefined))
}
