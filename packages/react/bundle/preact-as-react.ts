// The script tag's React: Preact, and the little by which the two differ for us. Preact's own layer is for all that was ever
// written for React, which the widget is not; it is 0.9 KB more. In no other build.
import { type ContainerNode, options, render, type VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

export { Component, createContext, createElement, createPortal, Fragment } from 'preact'
export { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks'

// Nobody else has hooked into these two: nothing else of Preact's is in this bundle.

/** What React calls a change is an input here, but for what is chosen rather than typed. */
options.vnode = (vnode) => {
  const { type, props } = vnode as VNode<Record<string, unknown>>
  const { onChange } = props
  if (onChange && (type === 'textarea' || (type === 'input' && !/fil|che|rad/.test(String(props['type']))))) {
    props['onInput'] = onChange
    props['onChange'] = undefined
  }
}

/** Handlers are given the browser's own event, not one of React's around it. */
options.event = (event) => Object.assign(event, { nativeEvent: event })

/** What a store has, also if that changes between drawing and listening. */
export function useSyncExternalStore<Value>(subscribe: (listener: () => void) => () => void, get: () => Value): Value {
  const value = get()
  const [, draw] = useState({})
  const drawn = useRef({ value, get })
  useLayoutEffect(() => {
    drawn.current = { value, get }
  })
  useEffect(() => {
    const check = () => {
      if (!Object.is(drawn.current.value, drawn.current.get())) draw({})
    }
    check()
    return subscribe(check)
  }, [subscribe])
  return value
}

/** A root as `react-dom/client` makes it. */
export const createRoot = (holder: ContainerNode) => ({
  render: (element: VNode) => render(element, holder),
  unmount: () => render(null, holder),
})
