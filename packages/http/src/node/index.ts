export { type NodeListener, type NodeListenerOptions, nodeListener, socketAddress } from './node-listener.js'
