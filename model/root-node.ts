/** What names the organization root where keys of units and accounts stand: no key is equal to it. */
export const ROOT_NODE = "root";
