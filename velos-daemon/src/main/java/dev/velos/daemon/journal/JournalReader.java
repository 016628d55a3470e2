package dev.velos.daemon.journal;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.Life;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.Keeper;
import dev.velos.daemon.supervise.Lives;
import dev.velos.daemon.supervise.RecordedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what an earlier daemon wrote. */
public final class JournalReader {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    /**
     * The table at the end of the journal.
     *
     * @param bootId of the machine when it was written; empty where none was
     * @param keepers processes that hold pipes open
     * @param wasKilled whether a user has stopped everything
     */
    public record Content(String bootId, List<RecordedProcess> processes, List<Keeper> keepers, boolean wasKilled) {}

    private final Map<Long, Fields> specs = new TreeMap<>();
    private final Map<Long, Fields> states = new HashMap<>();
    private final Map<Long, Map<String, String>> environments = new HashMap<>();
    private final Map<Long, Lives> lives = new HashMap<>();
    private List<Keeper> keepers = List.of();
    private Optional<Closing> closing = Optional.empty();
    private String bootId = "";

    private JournalReader() {}

    /** An unreadable file is an error; a torn end is not. */
    public static Content read(Path journal) throws IOException {
        JournalReader reader = new JournalReader();
        JournalFile.read(journal).records().forEach(reader::tryToApply);
        return new Content(
                reader.bootId,
                reader.processes(),
                reader.keepers,
                reader.closing.filter(it -> it.cause() == Closing.Cause.KILLED).isPresent());
    }

    /** A record that another version wrote in another way costs what it says, and nothing else. */
    private void tryToApply(Fields record) {
        try {
            apply(record);
        } catch (VelosException | NumberFormatException e) {
            LOG.warn("A record of the journal cannot be read and is left out: {}", e.getMessage());
        }
    }

    private void apply(Fields record) {
        switch (record.text(JournalRecords.KIND)) {
            case JournalRecords.BOOT -> bootId = record.text("boot");
            case JournalRecords.ENVIRONMENT -> environments.put(record.integer("number"), record.textMap("vars"));
            case JournalRecords.SPEC -> specs.put(record.integer("id"), record);
            case JournalRecords.STATE -> states.put(record.integer("id"), record);
            case JournalRecords.LIFE ->
                lives.computeIfAbsent(record.integer("id"), _ -> new Lives()).add(JournalRecords.life(record));
            case JournalRecords.FORGOTTEN -> lives.remove(record.integer("id"));
            case JournalRecords.GONE -> specs.remove(record.integer("id"));
            case JournalRecords.EXCHANGED -> exchange(record.integer("id"), record.integer("with"));
            case JournalRecords.KEEPERS ->
                keepers = record.texts("pids").stream().map(Keeper::ofText).toList();
            case JournalRecords.CLOSING -> closing = Optional.of(JournalRecords.closing(record));
            default ->
                LOG.warn(
                        "The journal has a record of a kind that this version does not know: {}",
                        record.text(JournalRecords.KIND));
        }
    }

    private void exchange(long one, long other) {
        exchange(specs, one, other);
        exchange(states, one, other);
    }

    private static void exchange(Map<Long, Fields> records, long one, long other) {
        Fields ofOne = records.remove(one);
        Fields ofOther = records.remove(other);
        put(records, ofOne, other);
        put(records, ofOther, one);
    }

    private static void put(Map<Long, Fields> records, Fields record, long id) {
        if (record != null) {
            records.put(
                    id, Fields.builder().putAllBut("id", record).put("id", id).build());
        }
    }

    private List<Life> livesOf(long id) {
        return lives.containsKey(id) ? lives.get(id).all() : List.of();
    }

    private static Goal goal(Fields state) {
        return state.flag("goal", false) ? Goal.UP : Goal.DOWN;
    }

    private List<RecordedProcess> processes() {
        List<RecordedProcess> processes = new ArrayList<>();
        specs.forEach((id, spec) -> {
            Fields state = states.get(id);
            if (state == null) {
                return; // killed between the two records of its creation: it was never started
            }
            try {
                Map<String, String> environment = environments.getOrDefault(spec.integer("env"), Map.of());
                boolean again = closing.filter(it -> it.restarts(id)).isPresent();
                Goal goal = again ? Goal.UP : goal(state);
                processes.add(JournalRecords.process(spec, state, environment, goal, livesOf(id)));
            } catch (VelosException | IllegalArgumentException e) {
                LOG.error("Process {} of the journal cannot be read and is left alone: {}", id, e.getMessage());
            }
        });
        return processes;
    }
}
