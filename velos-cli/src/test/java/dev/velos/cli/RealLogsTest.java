package dev.velos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Lines as programs wrote them, and what a user is told of them. */
class RealLogsTest extends InHarness {
    private String logs(String text, String... words) throws IOException {
        Files.writeString(folder.resolve("real.log"), text);
        String[] all = new String[words.length + 3];
        all[0] = "logs";
        all[1] = "--file";
        all[2] = "real.log";
        System.arraycopy(words, 0, all, 3, words.length);
        return velos.run(all).out();
    }

    @Test
    void nodeProgramThatCrashed_isToldByItsError() throws IOException {
        String log = """
                tick 29
                (node:30) DeprecationWarning: x
                /srv/bad.js:3
                const t=setInterval(()=>{ n++; if(n>30){clearInterval(t); throw new TypeError('fatal end');}},2);
                                                                          ^

                TypeError: fatal end
                    at Timeout._onTimeout (/srv/bad.js:3:304)
                    at listOnTimeout (node:internal/timers:581:17)
                    at process.processTimers (node:internal/timers:519:7)

                Node.js v20.19.2
                """;

        assertThat(logs(log, "--summary"))
                .contains("error 1, warn 1, without 1", "health      95", "error  TypeError: fatal end");
        assertThat(logs(log, "--level", "error"))
                .contains("TypeError: fatal end")
                .doesNotContain("tick");
    }

    @Test
    void tracebacksOfPython_areApartByWhatWasRaised() throws IOException {
        String log = """
                Traceback (most recent call last):
                  File "/srv/job.py", line 3, in <module>
                    {}['k1']
                KeyError: 'k1'

                During handling of the above exception, another exception occurred:

                Traceback (most recent call last):
                  File "/srv/job.py", line 5, in <module>
                    raise RuntimeError('no key k1')
                RuntimeError: no key k1
                next
                Traceback (most recent call last):
                  File "/srv/job.py", line 9, in <module>
                    open('/nope')
                FileNotFoundError: [Errno 2] No such file or directory: '/nope'
                """;

        assertThat(logs(log, "--patterns"))
                .contains(
                        "error  RuntimeError: no key <id>",
                        "error  FileNotFoundError: [Errno <num>] No such file or directory: '<str>'")
                .doesNotContain("Traceback");
    }

    @Test
    void collectorOfAJvm_countsFromItsStart() throws IOException {
        assertThat(logs("""
                        [0.004s][info][gc,init] CardTable entry size: 512
                        [0.004s][info][gc     ] Using G1
                        [0.071s][info][gc,start    ] GC(0) Pause Young (Normal) (G1 Evacuation Pause)
                        [0.072s][info][gc,task     ] GC(0) Using 2 workers of 2 for evacuation
                        [65.172s][info][gc,start    ] GC(1) Pause Young (Normal) (G1 Evacuation Pause)
                        """, "--summary")).contains("time        +00:00:00 to +00:01:05", "levels      info 5");
    }

    @Test
    void postgresAndNginx_tellTheirLevels() throws IOException {
        assertThat(logs("""
                        2026-11-21 22:02:53.341 UTC [2350] LOG:  starting PostgreSQL 15.18 (Debian 15.18-0+deb12u1)
                        2026-11-21 22:02:55.710 UTC [2621] ERROR:  relation "missing1" does not exist at character 15
                        2026-11-21 22:02:55.710 UTC [2621] STATEMENT:  select * from missing1
                        2026-11-21 22:02:56.090 UTC [2673] FATAL:  role "nobody" does not exist
                        """, "--summary")).contains("fatal 1, error 1, info 2", "relation \"<str>\" does not exist");
        assertThat(logs("""
                        2026/11/21 22:02:56 [notice] 2720#2720: start worker processes
                        2026/11/21 22:02:57 [error] 2722#2722: *2 open() "/srv/www/a.html" failed (2: No such file or directory)
                        2026/11/21 22:02:57 [info] 2722#2722: *2 client 127.0.0.1 closed keepalive connection
                        """, "--summary")).contains("error 1, info 2", "*<num> open() \"<str>\" failed");
    }
}
