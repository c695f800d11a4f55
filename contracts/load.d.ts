/** Providers that have a contract; each has a folder here. */
export type ContractName = 'heymarket' | 'whippy' | 'sendook';

/**
 * A provider's contract as one OpenAPI document: `common.yaml` of its folder and the file of each resource.
 *
 * @throws Error if two files have the same path or component
 */
export function documentOf(provider: ContractName): object;
