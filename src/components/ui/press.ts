/** Keeps a held Enter or space from pressing a native button again and again (T-20); for its `keydown`. */
export function pressOnce(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}
