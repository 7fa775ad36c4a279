/** Time is not moved beyond this: whatever is planned then still has a year of four digits, as the gateway prints it. */
export const LAST_MOMENT = Date.UTC(9000, 0, 1);
