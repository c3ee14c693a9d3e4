/** What we need of `localStorage`, where work is kept that the server does not have. It may be full, forbidden, or hold what somebody else wrote. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
