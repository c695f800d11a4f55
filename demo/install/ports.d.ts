/** Whether a server could listen on a port at 127.0.0.1; see ports.js. */
export function isFree(port: number): Promise<boolean>;
