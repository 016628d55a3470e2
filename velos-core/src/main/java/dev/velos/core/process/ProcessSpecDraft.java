package dev.velos.core.process;

/** A spec that is being changed. Lives within one {@code with…} of {@link ProcessSpec}. */
final class ProcessSpecDraft {
    private final ProcessName name;
    Registration registration;
    Program program;
    Environment environment;
    KernelSettings kernel;
    MemoryPolicy memory;
    Confinement confinement;
    int instances;
    Numbering numbering;
    Listening listening;
    Balancing balancing;
    ReloadPolicy reload;
    StopPolicy stop;
    Readiness readiness;
    HealthPolicy health;
    Dependencies dependencies;
    RestartPolicy restart;
    Watching watching;
    Schedule schedule;
    Hooks hooks;
    LogPolicy log;
    LogAnalysis analysis;

    ProcessSpecDraft(ProcessSpec spec) {
        name = spec.name();
        registration = spec.registration();
        program = spec.program();
        environment = spec.environment();
        kernel = spec.kernel();
        memory = spec.memory();
        confinement = spec.confinement();
        instances = spec.instances();
        numbering = spec.numbering();
        listening = spec.listening();
        balancing = spec.balancing();
        reload = spec.reload();
        stop = spec.stop();
        readiness = spec.readiness();
        health = spec.health();
        dependencies = spec.dependencies();
        restart = spec.restart();
        watching = spec.watching();
        schedule = spec.schedule();
        hooks = spec.hooks();
        log = spec.log();
        analysis = spec.analysis();
    }

    ProcessSpec spec() {
        return new ProcessSpec(
                name,
                registration,
                program,
                environment,
                kernel,
                memory,
                confinement,
                instances,
                numbering,
                listening,
                balancing,
                reload,
                stop,
                readiness,
                health,
                dependencies,
                restart,
                watching,
                schedule,
                hooks,
                log,
                analysis);
    }
}
