/** The folder that the plant without an API shares: names that both sides have agreed on. */

/** In the sandbox's own folder. */
export const PLANT_SHARE = 'plant-share';
/** Seen from the plant's machines: what it drops for others, and where it looks for what others send. */
export const FROM_PLANT = 'from-plant';
export const TO_PLANT = 'to-plant';
/** The plant that works like this. */
export const FILE_PLANT = '1010';
