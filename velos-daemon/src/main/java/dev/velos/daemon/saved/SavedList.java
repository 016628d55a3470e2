package dev.velos.daemon.saved;

import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.journal.JournalFile;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form of the saved list (docs/boot.md): records as those of the journal, first one that says the version, the time
 * and how many processes follow. Stateless; what touches the disk may be called from any thread.
 */
public final class SavedList {
    /** Of the form. A reader refuses a higher one. */
    static final int VERSION = 1;

    private static final String KIND = "kind";
    private static final String HEAD = "saved";
    private static final String ENVIRONMENT = "env";
    private static final String PROCESS = "process";

    /**
     * What a file holds.
     *
     * @param savedAtMillis since 1970
     */
    public record Content(long savedAtMillis, List<SavedProcess> processes) {
        public Content {
            processes = List.copyOf(processes);
        }
    }

    /** The file is not what it should be. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }

    private SavedList() {}

    /** The processes of the table, whose instances are taken together. */
    static List<SavedProcess> of(Collection<ManagedProcess> table) {
        Map<String, SavedProcess> byName = new LinkedHashMap<>();
        for (ManagedProcess process : table) {
            SavedProcess saved = byName.computeIfAbsent(
                    process.spec().name().value(), _ -> new SavedProcess(process.latestSpec(), List.of()));
            if (isUp(process)) {
                List<Integer> up = new ArrayList<>(saved.up());
                up.add(process.instance());
                byName.put(process.spec().name().value(), new SavedProcess(saved.spec(), up));
            }
        }
        return List.copyOf(byName.values());
    }

    /** Wanted up, and not given up as errored or done. */
    public static boolean isUp(ManagedProcess process) {
        boolean ended =
                process.state() instanceof ProcessState.Errored || process.state() instanceof ProcessState.Completed;
        return process.goal() == Goal.UP && !ended;
    }

    /** The records of a file. An environment that many inherit is written once. */
    static List<Fields> records(Content content) {
        List<Fields> records = new ArrayList<>();
        records.add(Fields.builder()
                .put(KIND, HEAD)
                .put("version", VERSION)
                .put("at_ms", content.savedAtMillis)
                .put("processes", content.processes.size())
                .build());
        Map<Map<String, String>, Integer> numbers = new HashMap<>();
        for (SavedProcess process : content.processes) {
            Map<String, String> variables = process.spec().environment().inherited();
            Integer known = numbers.get(variables);
            int number = known == null ? numbers.size() : known;
            if (known == null) {
                numbers.put(variables, number);
                records.add(Fields.builder()
                        .put(KIND, ENVIRONMENT)
                        .put("number", number)
                        .put("vars", Fields.ofTexts(variables))
                        .build());
            }
            records.add(Fields.builder()
                    .put(KIND, PROCESS)
                    .put("env", number)
                    .put("spec", process.spec().toFieldsWithoutBase())
                    .putIntegers("up", process.up())
                    .build());
        }
        return records;
    }

    /** Replaces the file at once; the one before is kept as {@code previous} where it is sound. */
    static void write(Path file, Path previous, List<Fields> records) throws IOException {
        JournalFile fresh = JournalFile.create(file);
        try {
            for (Fields record : records) {
                fresh.append(record);
            }
            fresh.trim();
            keep(file, previous);
            fresh.replace(file);
            fresh.close();
        } catch (IOException e) {
            fresh.abandon();
            throw e;
        }
    }

    private static void keep(Path file, Path previous) throws IOException {
        try {
            read(file);
            Files.move(file, previous, StandardCopyOption.ATOMIC_MOVE);
        } catch (Damaged e) {
            return; // the one before it is worth more
        }
    }

    /** What the file holds, whole. */
    static Content read(Path file) throws IOException, Damaged {
        if (!Files.exists(file)) {
            throw new Damaged("there is none");
        }
        JournalFile.Content content = JournalFile.read(file);
        List<Fields> records = content.records();
        try {
            if (records.isEmpty() || !records.getFirst().text(KIND).equals(HEAD)) {
                throw new Damaged("it does not begin as a saved list does");
            }
            Fields head = records.getFirst();
            if (head.integer("version") > VERSION) {
                throw new Damaged("a newer Velos has written it");
            }
            List<SavedProcess> processes = processes(records);
            if (content.isTorn() || processes.size() != head.integer("processes")) {
                throw new Damaged("it holds " + processes.size() + " of " + head.integer("processes") + " processes");
            }
            return new Content(head.integer("at_ms"), processes);
        } catch (VelosException e) {
            throw new Damaged(e.failure().message());
        }
    }

    private static List<SavedProcess> processes(List<Fields> records) {
        Map<Long, Map<String, String>> environments = new HashMap<>();
        List<SavedProcess> processes = new ArrayList<>();
        for (Fields record : records) {
            switch (record.text(KIND)) {
                case ENVIRONMENT -> environments.put(record.integer("number"), Map.copyOf(record.textMap("vars")));
                case PROCESS ->
                    processes.add(new SavedProcess(
                            dev.velos.core.process.ProcessSpec.of(record.fields("spec"))
                                    .inheriting(environments.getOrDefault(record.integer("env"), Map.of())),
                            record.smallIntegers("up")));
                default -> {
                    // the head, or what a later version of the same form adds
                }
            }
        }
        return processes;
    }

    /**
     * The newest sound list of a home.
     *
     * @param complaint what is wrong with the newest one, where that is not it
     */
    public record Found(Content content, Optional<String> complaint) {}

    /** Empty where none was ever saved; a complaint alone is told by the exception. */
    public static Optional<Found> find(Path file, Path previous) throws IOException {
        String wrong;
        try {
            return Optional.of(new Found(read(file), Optional.empty()));
        } catch (Damaged e) {
            wrong = e.getMessage();
        }
        try {
            String complaint =
                    file + " cannot be used: " + wrong + ". The list saved before it is taken, " + previous + ".";
            return Optional.of(new Found(read(previous), Optional.of(complaint)));
        } catch (Damaged e) {
            if (Files.exists(file) || Files.exists(previous)) {
                throw new IOException(
                        file + " cannot be used: " + wrong + ", nor can " + previous + ": " + e.getMessage());
            }
            return Optional.empty();
        }
    }
}
