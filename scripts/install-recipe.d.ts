/** What is installed. */
export interface Recipe {
    /** Of the folder in the cache. */
    readonly name: string;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly overrides?: Readonly<Record<string, string>>;
}
/** Where it is, or will be: another recipe is another folder. */
export declare function recipeFolder({ name, ...manifest }: Recipe): string;
/** Installs it from npm, unless it is there. Gives its folder; `undefined`, after a line that says why, when it cannot be installed. */
export declare function installRecipe(recipe: Recipe): string | undefined;
/** The same in Python, in an environment of its own. Gives its interpreter. */
export declare function installPythonRecipe(recipe: Recipe): string | undefined;
