package dev.velos.core.home;

import dev.velos.core.process.LogPolicy;
import java.nio.file.Path;
import java.util.Map;

/** Where everything of one daemon lives. Paths only; whoever owns a file makes it. */
public record VelosHome(Path directory) {
    /** The longest socket path that client and daemon take, in bytes: the kernel's own limit is 107, the JDK's 106. */
    public static final int MAX_SOCKET_PATH_BYTES = 106;

    /** What the names of {@link #lines} end with. */
    public static final String LINES = ".lines";

    public VelosHome {
        directory = directory.toAbsolutePath().normalize();
    }

    /** {@code VELOS_HOME}, else {@code .velos} in the user's home. */
    public static VelosHome ofEnvironment(Map<String, String> environment) {
        String chosen = environment.getOrDefault("VELOS_HOME", "");
        if (!chosen.isEmpty()) {
            return new VelosHome(Path.of(chosen));
        }
        String user = environment.getOrDefault("HOME", "");
        return new VelosHome(Path.of(user.isEmpty() ? System.getProperty("user.home") : user, ".velos"));
    }

    public Path socket() {
        return directory.resolve("velos.sock");
    }

    public Path pidFile() {
        return directory.resolve("velos.pid");
    }

    /** Held (flock) by the daemon for life. */
    public Path lockFile() {
        return directory.resolve("velos.lock");
    }

    /** Held by a client while it starts a daemon, so that twenty of them start one. */
    public Path launchLock() {
        return directory.resolve("launch.lock");
    }

    /** What the starting daemon prints before its own log is open. */
    public Path bootLog() {
        return directory.resolve("run").resolve("boot.log");
    }

    public Path daemonLog() {
        return directory.resolve("daemon.log");
    }

    /** What has happened, one JSON object on a line; older events lie in {@link #rotated} files beside it. */
    public Path events() {
        return directory.resolve("events.jsonl");
    }

    /** The settings of this home, written by people and by {@code velos config}. */
    public Path config() {
        return directory.resolve("config.toml");
    }

    /** The list of processes that {@code velos save} has saved. */
    public Path saved() {
        return directory.resolve("saved");
    }

    /** The list that was saved before it. */
    public Path savedBefore() {
        return directory.resolve("saved.previous");
    }

    /** What of the settings concerns the daemon, in the form of {@link DaemonSettings}. */
    public Path daemonSettings() {
        return run().resolve("settings");
    }

    /** The error patterns that were seen, where somebody wants to be told of new ones. */
    public Path knownErrors() {
        return directory.resolve("known-errors");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    public Path run() {
        return directory.resolve("run");
    }

    public Path journal() {
        return run().resolve("journal");
    }

    /** What is on its way from a program to its log. */
    public Path stagingBuffer() {
        return run().resolve("staging");
    }

    /** The same of the thread that helps where many streams are busy; there only once it was needed. */
    public Path helpersStagingBuffer() {
        return run().resolve("staging-2");
    }

    /** Where a process sends what sd_notify says. Short: the path of a socket has 106 bytes at most. */
    public Path notifySocket(long id) {
        return run().resolve("n" + id);
    }

    /** Where a program keeps what it tells of itself. */
    public Path metrics(long id) {
        return run().resolve("m" + id);
    }

    /** The label of a channel between a Node program and the daemon; no file is there. */
    public Path channelLabel(long id) {
        return run().resolve("c" + id);
    }

    /** The label of the way by which a Node program takes connections over from the balancer; no file is there. */
    public Path handoverLabel(long id) {
        return run().resolve("h" + id);
    }

    /** The log file of a stream ({@code out} or {@code err}) of the only instance, or of one of several. */
    public Path log(String name, int instance, int instances, String stream) {
        return logs().resolve(instanceLabel(name, instance, instances) + "-" + stream + ".log");
    }

    /** The log file of a stream, or of what shares one by the policy; {@code all} stands for both streams. */
    public Path log(String name, int instance, int instances, String stream, LogPolicy.Merge merge) {
        return log(name, instance, merge.joinsInstances() ? 1 : instances, merge.joinsStreams() ? "all" : stream);
    }

    /** Lines on their way from a stream to a log that is made line by line. */
    public Path lines(String name, int instance, String stream) {
        return run().resolve(name + ":" + instance + "." + stream + LINES);
    }

    /** The time index beside a log file. */
    public static Path indexOf(Path log) {
        return log.resolveSibling(log.getFileName() + ".idx");
    }

    /** The nth rotated file of a log, 1 the youngest. */
    public static Path rotated(Path log, int n) {
        return log.resolveSibling(log.getFileName() + "." + n);
    }

    /** The same rotated file when it has been compressed (gzip); its index keeps its name and counts plain bytes. */
    public static Path compressed(Path rotated) {
        return rotated.resolveSibling(rotated.getFileName() + ".gz");
    }

    /** The named pipe that a stream of an instance writes to. */
    public Path fifo(String name, int instance, String stream) {
        return run().resolve(name + ":" + instance + "." + stream);
    }

    /** A colon cannot stand in a name, so files of instances never meet those of another process. */
    private static String instanceLabel(String name, int instance, int instances) {
        return instances > 1 ? name + ":" + instance : name;
    }
}
