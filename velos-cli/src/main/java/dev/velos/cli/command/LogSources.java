package dev.velos.cli.command;

import dev.velos.core.failure.Failure;
import dev.velos.core.home.VelosHome;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.logs.event.LogSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The log files that words on the command line mean. Immutable. */
record LogSources(List<String> words, List<String> streams) {
    /** Whether every process is meant, so that those which come later are, too. */
    boolean areAll() {
        return words.contains(Targets.ALL);
    }

    /** The processes that are meant. */
    List<ProcessSnapshot> chosen(List<ProcessSnapshot> processes) {
        return List.copyOf(Selection.of(words, processes));
    }

    /** By the daemon's table. */
    List<LogSource> of(List<ProcessSnapshot> processes) {
        List<LogSource> sources = new ArrayList<>();
        for (ProcessSnapshot process : chosen(processes)) {
            for (String stream : streams) {
                Path file = Path.of(stream.equals("out") ? process.outLog() : process.errLog());
                // log.merge: one file for several streams
                if (sources.stream().noneMatch(source -> source.file().equals(file))) {
                    sources.add(new LogSource(process.displayName(), stream, file));
                }
            }
        }
        return sources;
    }

    /** By the names of the files that are there, for when no daemon can be had. Ids are not known then; none may be found. */
    List<LogSource> of(VelosHome home) {
        List<LogSource> sources = new ArrayList<>();
        if (Files.isDirectory(home.logs())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(home.logs(), "*.log")) {
                for (Path file : files) {
                    addIfMeant(file, sources);
                }
            } catch (IOException e) {
                throw Failure.unavailable(
                                "The folder " + home.logs() + " cannot be read: " + e.getMessage() + ".",
                                "Check who owns it.")
                        .asException();
            }
        }
        sources.sort(
                Comparator.comparing(LogSource::label).thenComparing(LogSource::stream, Comparator.reverseOrder()));
        return sources;
    }

    private void addIfMeant(Path file, List<LogSource> sources) {
        String name = file.getFileName().toString();
        for (String stream : streams) {
            String ending = "-" + stream + ".log";
            if (name.endsWith(ending)) {
                String label = name.substring(0, name.length() - ending.length());
                if (isMeant(label)) {
                    sources.add(new LogSource(label, stream, file));
                }
            }
        }
    }

    private boolean isMeant(String label) {
        int colon = label.indexOf(':');
        String process = colon < 0 ? label : label.substring(0, colon);
        return words.contains(Targets.ALL) || words.contains(label) || words.contains(process);
    }
}
