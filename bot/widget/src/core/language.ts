/** Which of the two languages a page or a visitor speaks. */

/**
 * Whether to speak French: by `wanted` if it is English or French, else by the page's language, else by the
 * browser's first of the two.
 */
export const isFrench = (wanted?: string): boolean =>
  /^fr/i.test([wanted, document.documentElement.lang, ...navigator.languages].find((tag) => /^en|^fr/i.test(tag!))!);
