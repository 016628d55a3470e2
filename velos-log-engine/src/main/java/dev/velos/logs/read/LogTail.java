package dev.velos.logs.read;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.logs.event.LogSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The end of logs, read backwards: what is not shown is not read. */
public final class LogTail {
    private LogTail() {}

    /**
     * The last lines of all sources together by the time of their arrival, the oldest first; fewer where there are no
     * more. Rotated files count, and a line that a rotation went through is one line. A last line without line feed
     * is given as it is. Lines without a time stand where their neighbours stand; sources without any time come last.
     *
     * @throws VelosException unavailable, where a file is there and cannot be read
     */
    public static List<LogLine> last(List<LogSource> sources, int lines) {
        try (OpenFiles files = new OpenFiles()) {
            List<BackwardLines> open = new ArrayList<>(sources.size());
            for (LogSource source : sources) {
                open.add(files.add(backward(source, files)));
            }
            return ArrivalOrder.last(open, lines);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static BackwardLines backward(LogSource source, OpenFiles files) throws IOException {
        Optional<OpenLog> current = OpenLog.open(source.file());
        if (current.isEmpty()) {
            return new BackwardLines(source, current, 0);
        }
        OpenLog log = files.add(current.get());
        return new BackwardLines(source, current, log.size());
    }

    static VelosException unreadable(IOException e) {
        return new VelosException(
                Failure.unavailable(
                        "A log cannot be read: " + e.getMessage() + ".", "Check the folder logs/ of the Velos home."),
                e);
    }
}
