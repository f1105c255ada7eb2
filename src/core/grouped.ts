/** A whole number with a comma at each thousand; Intl would take as long as starting git does. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
