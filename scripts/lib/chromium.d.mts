export function chromiumPath(): string | undefined;
export function chromiumFlags(): string[];
