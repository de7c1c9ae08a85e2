/** Whether a text can be the name of a profile: one word. */
export function isProfileName(text: string): boolean {
  return /^[^\s\p{Cc}]+$/u.test(text);
}
