package dev.velos.core.protocol;

/**
 * The commands of the control socket and the events of its subscriptions. A command whose meaning changes gets a new
 * name ({@code start.2}); fields that a reader does not know are ignored.
 */
public final class Commands {
    /** No arguments; result: {@code version, protocol, pid, backend, uptime_ms, processes, home}. */
    public static final String PING = "ping";

    /** Arguments: {@link StartArguments}; result: {@code results}, a list of {@link ActionResult}. */
    public static final String START = "start";

    /**
     * Makes the table as the specs say: new ones start, changed ones start anew where they have to, those that are down
     * start, the others are left alone. Arguments: {@link ApplyArguments}; result: {@code results}.
     */
    public static final String APPLY = "apply";

    /** Arguments: {@code targets}, {@code wait}; result: {@code results}, a list of {@link ActionResult}. */
    public static final String STOP = "stop";

    /**
     * Arguments: {@code targets}, {@code wait}, {@code env} (optional map: what they inherit from now on); result:
     * {@code results}, a list of {@link ActionResult}.
     */
    public static final String RESTART = "restart";

    /**
     * Replaces processes by new ones, beside which the old ones run until they are up. Arguments: {@code targets},
     * {@code parallel} (optional, how many instances at once), {@code wait}; result: {@code results}.
     */
    public static final String RELOAD = "reload";

    /**
     * Gives processes more or fewer instances. Arguments: {@code targets}, {@code to} ({@code 8}, {@code max}, {@code +2},
     * {@code -1}); result: {@code results}, one for each instance that is new or goes.
     */
    public static final String SCALE = "scale";

    /** Stops and forgets. Arguments: {@code targets}; result: {@code results}, a list of {@link ActionResult}. */
    public static final String DELETE = "delete";

    /** Result: {@code processes}, a list of {@link dev.velos.core.process.ProcessSnapshot}. */
    public static final String LIST = "list";

    /** Arguments: {@code targets}; result: {@code processes} with {@code spec} and more facts each. */
    public static final String INFO = "info";

    /** Counts and history of {@code targets} begin anew; result: {@code results}, a list of {@link ActionResult}. */
    public static final String RESET = "reset";

    /** Sends the Linux {@code signal} of that number to the programs of {@code targets}; result: {@code results}. */
    public static final String SIGNAL = "signal";

    /** Writes {@code text} to the standard input of {@code targets}; result: {@code results}. */
    public static final String SEND = "send";

    /** Empties the logs of {@code targets}; result: {@code results}, a list of {@link ActionResult}. */
    public static final String FLUSH = "flush";

    /**
     * Asks for a notice {@link #LOG_GREW} when a log file of {@code targets} has grown; {@code all} means those that
     * come later, too. With {@code errors} instead those of whose errors {@link #ERRORS_WATCHED} tells, of later ones
     * too. Result: {@code subscription}.
     * Notices are coalesced: a slow reader gets fewer of them, never a wrong one, and reads the text from the file.
     */
    public static final String FOLLOW = "follow";

    /**
     * Result: {@code processes}, of whose logs new error patterns are to be told: {@code process} (as {@code api:1}),
     * {@code name}, {@code out_log}, {@code err_log}, {@code since_ms} (when that began) and {@code logs}, a {@link
     * dev.velos.core.process.LogAnalysis}.
     */
    public static final String ERRORS_WATCHED = "errors-watched";

    /**
     * Puts an error pattern that is new into the event log. Arguments: {@code process}, {@code template}, {@code
     * pattern} (its id), {@code level} and {@code example}, free of secrets, of {@link #MAX_ERROR_CHARS} each at most.
     */
    public static final String NEW_ERROR = "new-error";

    /** How long a template or an example of {@link #NEW_ERROR} may be. */
    public static final int MAX_ERROR_CHARS = 400;

    /**
     * Asks for a notice {@link #LOG_GREW} when the event log has grown; its text is in the file. Result: {@code
     * subscription}.
     */
    public static final String FOLLOW_EVENTS = "follow-events";

    /** Saves the list of processes. Result: {@code file, processes, up}. */
    public static final String SAVE = "save";

    /**
     * Starts what was up when the list was saved, and leaves alone what runs. Arguments: {@code wait}; result:
     * {@code results} and {@code left}, lists of {@link ActionResult}, {@code saved_at_ms}, {@code complaint} where the
     * newest list cannot be used.
     */
    public static final String RESURRECT = "resurrect";

    /** Gives the daemon new settings. Arguments: those of {@link dev.velos.core.home.DaemonSettings}. */
    public static final String SETTINGS = "settings";

    /** Stops every process, then the daemon. The reply is sent when all are stopped. */
    public static final String SHUTDOWN = "shutdown";

    /**
     * The daemon replaces itself by a new program and goes on with the same processes. Arguments: {@code launcher}
     * (optional path of the program to become). The connection closes after the reply.
     */
    public static final String HANDOVER = "handover";

    /** Event: {@code logs}, a list of {@code file} and {@code size} in bytes of each current log that has grown. */
    public static final String LOG_GREW = "log-grew";

    /** Argument of every command that changes something: who asks for it, where that is not the user himself. */
    public static final String BY = "by";

    private Commands() {}
}
