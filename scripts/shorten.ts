/** Shortens what is built, and writes what a CommonJS file exports as one plain object, where esbuild writes each name three times: with a getter, behind it, and in a list for Node. */
import { transform } from 'esbuild';
import type { Options } from 'tsup';

/** `var all={};define(all,{name:()=>value,…});module.exports=toCommonJS(all);`, and the list at the end. */
const GETTERS =
  /var ([\w$]+)=\{\};[\w$]+\(\1,\{((?:[\w$]+:\(\)=>[\w$.]+,?)+)\}\);module\.exports=[\w$]+\(\1\);/;
const LIST = /0&&\(module\.exports=\{[\w$,]*\}\);\s*$/;

/** What esbuild marks by itself, every bundler knows. */
const PURE_CALLS = /\/\* @__PURE__ \*\/ (?!new |Symbol\b)/g;
/** Stands for the mark of a call without side effects, which esbuild takes out with the comments: bundlers need it. */
const MARK = '__PURE__&&';

/** Takes the white space out, after which a CommonJS file gets its plain exports. */
export const shorten: NonNullable<Options['plugins']>[number] = {
  name: 'shorten',
  async renderChunk(code, { type }) {
    if (type !== 'chunk') return;
    const marked = this.format === 'esm' ? code.replaceAll(PURE_CALLS, MARK) : code;
    const { code: short } = await transform(marked, { minifyWhitespace: true, platform: 'node' });
    return this.format === 'cjs'
      ? withPlainExports(short)
      : { code: short.replaceAll(MARK, '/*@__PURE__*/') };
  },
};

/** Every exported name is there once the file has run, and is a constant: nothing here is imported in a circle. */
async function withPlainExports(code: string): Promise<{ code: string }> {
  const [found, , getters] = GETTERS.exec(code) ?? [];
  // What is passed on as a whole has no names to write.
  if (getters === undefined || /,module\.exports\)/.test(code)) return { code };
  const body = code.replace(found!, '').replace(LIST, '');
  const all = Array.from(getters.matchAll(/([\w$]+):\(\)=>([\w$.]+)/g), ([, name, value]) => ({
    name: name!,
    value: value!,
  }));
  const isOfOther = ({ value }: { value: string }): boolean => value.includes('.');
  const own = all.filter((each) => !isOfOther(each)).map(({ name, value }) => `${name}:${value}`);
  // Node reads an object only up to the first value that is no plain name.
  const passedOn = all
    .filter(isOfOther)
    .map(({ name, value }) => `module.exports.${name}=${value};`);
  const plain = `${body}module.exports={${own.join()}};${passedOn.join('')}Object.defineProperty(module.exports,"__esModule",{value:!0});`;
  // Esbuild's own functions for the getters are used no more.
  const { code: short } = await transform(plain, {
    treeShaking: true,
    minifySyntax: true,
    minifyWhitespace: true,
    platform: 'node',
  });
  // Tools that tell the format by the text look for it behind a space.
  return { code: short.replace(/module\.exports=\{(?!.*module\.exports=\{)/s, '\n$&') };
}
