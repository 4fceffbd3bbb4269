import { mount } from './mount.js'
import type { Mounted, MountOptions } from './mount-types.js'

/** The name of the element. */
const NAME = 'docket-widget'

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
    static readonly observedAttributes = [
      'base-url',
      'user',
      'locale',
      'scheme',
      'accent',
      'label',
      'launcher',
      'nonce',
    ]
    #mounted: Mounted | undefined
    #token: MountOptions['token']

    constructor() {
      super()
      // What was said before the element was defined hides the property of the class.
      if (!Object.hasOwn(this, 'token')) return
      const { token } = this
      Reflect.deleteProperty(this, 'token')
      this.#token = token
    }

    /** A token for whoever is signed in to the page; for cookies, none. */
    get token(): MountOptions['token'] {
      return this.#token
    }

    set token(token: MountOptions['token']) {
      this.#token = token
      this.#update()
    }

    open(): void {
      this.#mounted?.open()
    }

    close(): void {
      this.#mounted?.close()
    }

    connectedCallback(): void {
      // It was only moved, such as into an open dialog of the page: what stands in it stays.
      this.#mounted ??= mount(this.shadowRoot ?? this.attachShadow({ mode: 'open' }), this.#options())
    }

    disconnectedCallback(): void {
      queueMicrotask(() => {
        if (this.isConnected) return
        this.#mounted?.destroy()
        this.#mounted = undefined
      })
    }

    attributeChangedCallback(): void {
      this.#update()
    }

    #update(): void {
      this.#mounted?.update(this.#options())
    }

    #options(): MountOptions {
      const said = (name: string) => this.getAttribute(name) || undefined
      const texts = { user: said('user'), locale: said('locale'), scheme: said('scheme'), accent: said('accent') }
      const more = { label: said('label'), nonce: this.nonce || undefined, token: this.#token }
      const given = Object.entries({ ...texts, ...more }).filter(([, value]) => value !== undefined)
      return {
        baseUrl: said('base-url') ?? '/api/support',
        launcher: said('launcher') !== 'none',
        ...Object.fromEntries(given),
      }
    }
  }
}
