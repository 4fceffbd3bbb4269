// What the script tag has for React, with what the gallery's page asks of it besides.
export { Fragment as StrictMode } from 'preact'
export * from '../../bundle/preact-as-react.js'
export const version = 'Preact'
