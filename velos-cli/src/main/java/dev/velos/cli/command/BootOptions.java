package dev.velos.cli.command;

import dev.velos.cli.boot.BootPlan;
import dev.velos.cli.boot.BootService;
import dev.velos.cli.boot.BootService.Scope;
import dev.velos.cli.boot.InitSystem;
import dev.velos.core.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What {@code velos startup} and {@code unstartup} were asked for.
 *
 * @param shows whether everything is only shown
 */
record BootOptions(InitSystem system, BootService service, boolean shows) {
    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\$?");
    private static final String ROOT = "root";

    static CommandSpec addTo(CommandSpec model) {
        return model.addOption(
                        Model.flag("For your own sessions instead of the whole machine; needs no root.", "--user"))
                .addOption(Model.value(
                        "<init>", "systemd, openrc or launchd (default: what runs this machine).", "--init"))
                .addOption(Model.value("<name>", "The user that the daemon runs as (default: you).", "--owner"))
                .addOption(Model.flag("Only show what would be written and run.", "--dry-run"));
    }

    static BootOptions of(Arguments arguments, Invocation invocation) {
        InitSystem system = system(arguments);
        Scope scope = arguments.flag("--user") ? Scope.USER : Scope.SYSTEM;
        if (scope == Scope.USER && system == InitSystem.OPENRC) {
            throw new UsageException(
                    "OpenRC has no services of a user's own.",
                    "Leave out --user; the service runs as you all the same.");
        }
        BootService service = new BootService(
                scope,
                program(invocation),
                invocation.home().directory(),
                owner(arguments, scope, invocation),
                config(system, invocation));
        return new BootOptions(system, service, arguments.flag("--dry-run"));
    }

    BootPlan plan() {
        return BootPlan.of(system, service);
    }

    private static InitSystem system(Arguments arguments) {
        Optional<String> word = arguments.text("--init");
        if (word.isPresent()) {
            return InitSystem.of(word.get())
                    .orElseThrow(() -> new UsageException(
                            "--init " + word.get() + " is no init system that Velos knows.",
                            "Write systemd, openrc or launchd."));
        }
        return InitSystem.ofThisMachine()
                .orElseThrow(() -> Failure.conflict(
                                "Neither systemd, OpenRC nor launchd runs this machine.",
                                "Name one with --init; --dry-run shows what it would be given. In a container, run"
                                        + " \"velos daemon run --resurrect\" as its program.")
                        .asException());
    }

    private static Path program(Invocation invocation) {
        return invocation
                .launcher()
                .program()
                .orElseThrow(() -> Failure.conflict(
                                "This program does not know its launcher script.", "Call velos by it: bin/velos.")
                        .asException())
                .toAbsolutePath()
                .normalize();
    }

    private static String owner(Arguments arguments, Scope scope, Invocation invocation) {
        String me = System.getProperty("user.name");
        Optional<String> chosen = arguments.text("--owner");
        if (chosen.isPresent() && !USER_NAME.matcher(chosen.get()).matches()) {
            throw new UsageException("--owner \"" + chosen.get() + "\" is no name of a user.", "Name one.");
        }
        if (chosen.isPresent() && scope == Scope.USER && !chosen.get().equals(me)) {
            throw new UsageException("--user is for yourself, " + me + ".", "Leave out --owner or --user.");
        }
        String behindSudo = invocation.environment().getOrDefault("SUDO_USER", ROOT);
        if (chosen.isEmpty() && me.equals(ROOT) && !behindSudo.equals(ROOT)) {
            throw new UsageException(
                    "Whose daemon is meant, that of root or that of " + behindSudo + "?",
                    "Add --owner root, or set VELOS_HOME and add --owner " + behindSudo + ".");
        }
        return chosen.orElse(me);
    }

    private static Path config(InitSystem system, Invocation invocation) {
        Path home = Path.of(System.getProperty("user.home"));
        String chosen = invocation.environment().getOrDefault("XDG_CONFIG_HOME", "");
        return system == InitSystem.LAUNCHD
                ? home.resolve("Library")
                : chosen.isEmpty() ? home.resolve(".config") : Path.of(chosen);
    }

    /** Refuses what only root can do, with the one command that root can run. */
    void requireRight(String command) {
        Path folder = plan().file().getParent();
        if (service.scope() == Scope.USER || !Files.isDirectory(folder) || Files.isWritable(folder)) {
            return;
        }
        List<String> words = List.of(
                "sudo",
                "env",
                "VELOS_HOME=" + service.home(),
                service.launcher().toString(),
                command,
                "--owner",
                service.owner(),
                "--init",
                system.word());
        throw Failure.conflict(
                        folder + " is root's, so root has to do this, with:\n  "
                                + String.join(
                                        " ",
                                        words.stream().map(BootOptions::shell).toList()),
                        system == InitSystem.OPENRC
                                ? ""
                                : "Or do it for your own sessions, without root: velos " + command + " --user")
                .asException();
    }

    /** A word as a shell takes it. */
    static String shell(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    static String shell(List<String> command) {
        return String.join(" ", command.stream().map(BootOptions::shell).toList());
    }
}
