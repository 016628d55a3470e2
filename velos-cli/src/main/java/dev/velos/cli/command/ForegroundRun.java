package dev.velos.cli.command;

import dev.velos.cli.output.Answer;
import dev.velos.cli.output.OutputMode;
import dev.velos.cli.output.Screen;
import dev.velos.client.Lookout;
import dev.velos.client.VelosClient;
import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.StartArguments;
import dev.velos.core.protocol.StartArguments.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One command that runs while ours does. A signal that would end ours is passed on to it, while this thread goes on to pass
 * its last output on, and its exit code. Owned by the thread that runs the command.
 */
final class ForegroundRun {
    private static final Duration FOREVER = Duration.ofDays(3650);
    private static final int NOT_STARTED = 127;
    private static final int BY_SIGNAL = 128;

    private final ProcessSpec spec;
    private final boolean keep;
    private final Invocation invocation;
    private final Screen screen;
    private final OutputEnd outEnd = new OutputEnd();
    private final OutputEnd errEnd = new OutputEnd();

    ForegroundRun(ProcessSpec spec, boolean keep, Invocation invocation) {
        this.spec = spec;
        this.keep = keep;
        this.invocation = invocation;
        screen = invocation.screen();
    }

    /** The exit code to end with. */
    int run() {
        String name = spec.name().value();
        try (FileTail out = FileTail.atEnd(invocation.home().log(name, 0, 1, "out"));
                FileTail err = FileTail.atEnd(invocation.home().log(name, 0, 1, "err"))) {
            PassedSignals signals = PassedSignals.install(spec.stop().killTimeout());
            String id = start();
            try {
                signals.to(program(id));
                Life life = follow(id, out, err);
                pass(out, err);
                report(life);
                return code(life.exit());
            } finally {
                signals.end();
                forget(id);
            }
        }
    }

    private String start() {
        StartArguments wanted = new StartArguments(List.of(spec), Await.NOTHING);
        ActionResult started = invocation
                .act(List.of(spec.name().value()), client -> client.start(wanted))
                .getFirst();
        if (started.failure().isPresent()) {
            throw started.failure().get().asException();
        }
        return Long.toString(started.snapshot().orElseThrow().id());
    }

    private Life follow(String id, FileTail out, FileTail err) {
        return new Lookout(invocation.launcher())
                .until(
                        FOREVER,
                        client -> {
                            client.follow(List.of(id));
                            client.followEvents();
                        },
                        client -> {
                            pass(out, err);
                            return life(client, id);
                        })
                .orElseThrow();
    }

    private static Optional<Life> life(VelosClient client, String id) {
        return client.info(List.of(id)).getFirst().list("lives").stream()
                .map(Life::of)
                .findFirst();
    }

    private void pass(FileTail out, FileTail err) {
        out.read((bytes, from, to) -> {
            if (screen.mode() == OutputMode.TEXT) {
                screen.out().bytes(bytes, from, to);
            } else {
                outEnd.add(bytes, from, to);
            }
        });
        err.read((bytes, from, to) -> {
            if (screen.mode() == OutputMode.TEXT) {
                screen.err().bytes(bytes, from, to);
            } else {
                errEnd.add(bytes, from, to);
            }
        });
        screen.flush();
    }

    private void report(Life life) {
        Answer.of(() -> Fields.builder()
                        .put("process", spec.name().value())
                        .put("exit", life.exit().reason())
                        .put("exit_code", code(life.exit()))
                        .put("lasted_ms", life.endMillis() - life.startMillis())
                        .put("stdout", outEnd.text())
                        .put("stderr", errEnd.text())
                        .put("omitted_bytes", outEnd.omitted() + errEnd.omitted())
                        .build())
                .print(screen, () -> complain(life.exit()));
    }

    private void complain(ExitStatus exit) {
        if (exit instanceof ExitStatus.NotStarted(String message)) {
            screen.err().line("velos: " + message);
        }
    }

    private static int code(ExitStatus exit) {
        if (exit instanceof ExitStatus.Code(int code)) {
            return code;
        }
        return exit instanceof ExitStatus.Signal(int number) ? BY_SIGNAL + number : NOT_STARTED;
    }

    private void forget(String id) {
        List<String> ids = List.of(id);
        invocation.act(ids, client -> client.stop(ids));
        if (!keep) {
            invocation.act(ids, client -> client.flush(ids));
            invocation.act(ids, client -> client.delete(ids));
        }
        screen.flush();
    }

    private PassedSignals.Program program(String id) {
        List<String> ids = List.of(id);
        return new PassedSignals.Program() {
            @Override
            public void signal(int number) {
                invocation.act(ids, client -> client.signal(ids, number));
            }

            @Override
            public void stop() {
                invocation.act(ids, client -> client.stop(ids));
            }
        };
    }
}
