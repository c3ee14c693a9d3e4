export const floor = 0;
