/** How Playwright starts the Chromium that tests use. */
export function launchOptions(): { executablePath?: string; args: string[] }
