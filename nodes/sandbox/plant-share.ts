/** Name of the folder, in the sandbox's own, that the plant without an API shares. */
export const PLANT_SHARE = 'plant-share';
