/** What the screen remembers between visits: small, unimportant, and never in the way when storage is closed. */

const PREFIX = "mirrorbox.screen.";

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch (error) {
    // Private windows and full quotas: the page works the same, it only forgets.
    console.info(`“${name}” is not remembered.`, error);
  }
}

/** The remembered value, or null when there is none or `read` does not know it. */
export function recall<T>(name: string, read: (value: unknown) => T | null): T | null {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? null : read(JSON.parse(text));
  } catch (error) {
    console.info(`“${name}” could not be recalled.`, error);
    return null;
  }
}
