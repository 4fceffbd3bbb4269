// Given to every file with elements in it: the factory that they are made by.
export { createElement, Fragment } from 'react'
