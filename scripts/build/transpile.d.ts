export function transpile(files: string[], folder?: string): Promise<void>;
