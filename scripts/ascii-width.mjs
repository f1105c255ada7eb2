/** How many columns ASCII takes: what `string-width` answers for the help of this program. */
export default (text) => text.length;
