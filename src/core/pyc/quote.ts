/** What would move the cursor, colour a terminal, turn the direction of text or be invisible. */
const UNSAFE =
  /[\u0000-\u001f"\\\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/g;
const LONGEST = 200;

/** Text from a file nobody has checked, in quotes, safe to print and short. */
export function quote(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `"${short.replace(UNSAFE, (character) =>
    character === '"' || character === '\\' ? `\\${character}` : escaped(character),
  )}"`;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
