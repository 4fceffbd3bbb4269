'use client'
import { Component, type ReactNode } from 'react'

/** Shows nothing where what is in it fails: the page around it does not go down with it. */
export class Guard extends Component<{ readonly children?: ReactNode }> {
  static getDerivedStateFromError = (): object => ({ failed: true })
  override state = { failed: false }

  override componentDidCatch(error: unknown): void {
    console.error(error)
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}
