/** Untrusted text made fit for GitHub's Markdown. */
import { printable } from './printable.ts';

/**
 * No HTML, link, bare address, image, mention, cross-reference, emoji, formula or table border comes out of untrusted
 * text: references to characters are read as text, never as markup (CommonMark 0.31, 2.5). A dot is enough for GitHub
 * to make a link of `www.`, and a commit id becomes one on its own, which does no harm.
 */
export function inert(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]()#!|<>~&@:$+^=]|(?<=www)\.|(?<=GH)-/gi, (character) => {
    return `&#${character.charCodeAt(0)};`;
  });
}
