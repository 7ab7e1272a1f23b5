/** What is started, and how. */
export interface ServerCommand {
    /** The file that is run. */
    readonly file: string;
    readonly arguments: (port: number, folder: string) => readonly string[];
    /** Whether it answers. Asked again until it is true; what it throws is false. */
    readonly isReady: (address: string) => Promise<boolean>;
}
/** A server that runs. */
export interface RunningServer {
    /** Host and port. */
    readonly address: string;
    /** Stops it, and removes its data. */
    readonly stop: () => Promise<void>;
}
/**
 * Starts it, and waits until it answers.
 *
 * @throws {Error} when it ends before that, or does not answer within 90 seconds; with what it wrote to its error stream.
 */
export declare function startServer(command: ServerCommand): Promise<RunningServer>;
