package dev.velos.core.process;

/** A spec that is being changed. Lives within one {@code with…} of {@link ProcessSpec}. */
final class ProcessSpecDraft {
    private final ProcessName name;
    Registration registration;
    Program program;
    Environment environment;
    KernelSettings kernel;
    int instances;
    Numbering numbering;
    Listening listening;
    StopPolicy stop;
    RestartPolicy restart;
    Watching watching;
    Schedule schedule;
    LogPolicy log;

    ProcessSpecDraft(ProcessSpec spec) {
        name = spec.name();
        registration = spec.registration();
        program = spec.program();
        environment = spec.environment();
        kernel = spec.kernel();
        instances = spec.instances();
        numbering = spec.numbering();
        listening = spec.listening();
        stop = spec.stop();
        restart = spec.restart();
        watching = spec.watching();
        schedule = spec.schedule();
        log = spec.log();
    }

    ProcessSpec spec() {
        return new ProcessSpec(
                name, //
                registration,
                program,
                environment,
                kernel,
                instances,
                numbering,
                listening,
                stop,
                restart,
                watching,
                schedule,
                log);
    }
}
