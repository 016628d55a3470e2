package dev.velos.logs.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.logs.event.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineHeadersTest {
    /** A line as it was read: when, how bad, what. */
    private record Read(String time, Level level, String message) {}

    static List<Arguments> forms() {
        return List.of(
                Arguments.of(
                        "log4j with thread and logger", """
                        2024-03-01 18:01:47,978 INFO [main] org.example.Master: Created it
                        2024-03-01 18:01:48,963 WARN [pool-1 thread [7]] org.example.net.Link: Lost peer 7
                        2024-03-01 18:01:49,000 ERROR [main] org.example.Master: Task: failed again
                        """, "2024-03-01T18:01:48.963Z", Level.WARN, "Lost peer 7"),
                Arguments.of("logback's own pattern", """
                        14:03:07.123 [main] INFO  com.foo.Bar - started in 3 s
                        14:03:08.001 [http-nio-8080-exec-1] ERROR com.foo.web.Api - no such user
                        14:03:08.002 [http-nio-8080-exec-2] DEBUG com.foo.web.Api - done
                        """, "2024-12-31T14:03:08.001Z", Level.ERROR, "no such user"),
                Arguments.of("Spring Boot", """
                        2024-01-01T00:00:00.000+01:00  INFO 1234 --- [app] [           main] o.s.b.App     : Starting App
                        2024-01-01T00:00:01.000+01:00  WARN 1234 --- [app] [  restartedMain] o.s.b.Web      : Port is used
                        2024-01-01T00:00:02.000+01:00  INFO 1234 --- [app] [           main] o.s.b.App     : Ready
                        """, "2023-12-31T23:00:01Z", Level.WARN, "Port is used"),
                Arguments.of(
                        "six digits of date and time, pid, level, logger",
                        """
                        081109 203615 148 INFO dfs.DataNode$PacketResponder: PacketResponder 1 terminating
                        081109 203807 222 WARN dfs.DataNode$DataXceiver: Got exception while serving
                        081109 204005 35 INFO dfs.FSNamesystem: BLOCK* added
                        """,
                        "2008-11-09T20:38:07Z",
                        Level.WARN,
                        "Got exception while serving"),
                Arguments.of("year of two digits", """
                        17/06/09 20:10:40 INFO executor.CoarseGrained: Registered signal handlers
                        17/06/09 20:10:41 ERROR spark.Security: Changing view acls
                        17/06/09 20:10:42 INFO storage.Blocks: Block stored
                        """, "2017-06-09T20:10:41Z", Level.ERROR, "Changing view acls"),
                Arguments.of(
                        "dashes between, and brackets with colons and brackets inside",
                        """
                        2015-07-29 17:41:44,747 - INFO  [QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181:Fast@774] - Notification time out: 3200
                        2015-07-29 19:04:12,394 - WARN  [SendWorker:188978561024:Quorum$SendWorker@688] - Send worker leaving
                        2015-07-29 19:04:13,394 - INFO  [main:QuorumPeerConfig@101] - Reading configuration
                        """,
                        "2015-07-29T19:04:12.394Z",
                        Level.WARN,
                        "Send worker leaving"),
                Arguments.of(
                        "a supercomputer's event log, with the level far behind",
                        """
                        - 1117838570 2005.06.03 R02-M1-N0-C:J12-U11 2005-06-03-15.42.50.675872 R02-M1-N0-C:J12-U11 RAS KERNEL INFO instruction cache parity error
                        APPREAD 1117869872 2005.06.04 R04-M1-N4-I:J18-U11 2005-06-04-00.24.32.432192 R04-M1-N4-I:J18-U11 RAS APP FATAL ciod: failed to read
                        - 1117842440 2005.06.03 R23-M0-NE-C:J05-U01 2005-06-03-16.47.20.730545 R23-M0-NE-C:J05-U01 RAS KERNEL INFO 63543 double-hummer
                        """,
                        "2005-06-04T07:24:32Z",
                        Level.FATAL,
                        "ciod: failed to read"),
                Arguments.of(
                        "a time whose numbers have no leading zeros",
                        """
                        20171223-22:15:29:606|Step_LSC|30002312|ERROR none
                        20171224-0:7:3:81|Step_LSC|30002312|onStandStepChanged 3579
                        20171224-0:7:13:8|Step_SPUtils|30002312|setTodayTotalDetailSteps=1514038440000
                        """,
                        "2017-12-24T00:07:03.081Z",
                        Level.NONE,
                        "onStandStepChanged 3579"),
                Arguments.of(
                        "a number, a node, a component, a state, seconds since 1970 and a flag",
                        """
                        134681 node-246 unix.hw state_change.unavailable 1077804742 1 Component State Change: down
                        350766 node-109 unix.hw state_change.unavailable 1084680778 1 Component "alt0" is gone
                        344518 node-246 boot_cmd new 1084270955 1 Targeting domains
                        """,
                        "2004-05-16T04:12:58Z",
                        Level.NONE,
                        "Component \"alt0\" is gone"),
                Arguments.of(
                        "two times and a host twice before a program",
                        """
                        - 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228/dn228 crond(pam_unix)[2915]: session closed for user root
                        - 1131566462 2005.11.09 tbird-admin1 Nov 9 12:01:02 local@tbird-admin1 postfix/postdrop[10896]: warning: unable to look up
                        - 1131566463 2005.11.09 eadmin1 Nov 9 12:01:03 src@eadmin1 xinetd[2370]: START: rsync
                        """,
                        "2005-11-09T20:01:02Z",
                        Level.NONE,
                        "warning: unable to look up"),
                Arguments.of(
                        "a comma behind the time and wide columns",
                        """
                        2016-09-28 04:30:30, Info                  CBS    Loaded Servicing Stack
                        2016-09-28 04:30:31, Error                 CBS    Failed to get session
                        2016-09-29 02:04:40, Info                  CSI    0000 IAdvancedInstallerAwareStore
                        """,
                        "2016-09-28T04:30:31Z",
                        Level.ERROR,
                        "CBS    Failed to get session"),
                Arguments.of("syslog", """
                        Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure
                        Jun 15 04:06:18 combo su(pam_unix)[21416]: session opened
                        Jun 15 04:06:20 combo logrotate: ALERT exited abnormally
                        """, "2024-06-15T04:06:18Z", Level.NONE, "session opened"),
                Arguments.of("syslog of a Mac", """
                        Jul  1 09:00:55 calvisitor-10-105-160-95 kernel[0]: IOThunderboltSwitch<0>(0x0)::listener
                        Jul  1 09:01:05 calvisitor-10-105-160-95 com.apple.xpc.launchd[1] (com.apple.AKU[43272]): Service exited
                        Jul  1 09:01:06 calvisitor-10-105-160-95 QQ[10018]: FA||Url||taskID[2019352994] dealloc
                        """, "2024-07-01T09:01:05Z", Level.NONE, "Service exited"),
                Arguments.of(
                        "a phone: month and day, two ids, a letter",
                        """
                        03-17 16:13:38.811  1702  2395 D WindowManager: printFreezingDisplayLogs
                        03-17 16:13:38.819  1702  8671 E ActivityManager: no token: 3
                        03-17 16:13:38.820  1702  8671 V PhoneStatusBar: set
                        """,
                        "2024-03-17T16:13:38.819Z",
                        Level.ERROR,
                        "no token: 3"),
                Arguments.of("bars between", """
                        20171223-22:15:29:606|Step_LSC|30002312|onStandStepChanged 3579
                        20171223-22:15:29:615|Step_StandStepCounter|30002312|flush sensor data
                        20171223-22:15:29:633|Step_LSC|30002312|onExtend:1514038530000 14 0 4
                        """, "2017-12-23T22:15:29.615Z", Level.NONE, "flush sensor data"),
                Arguments.of(
                        "a file name before the time, a request in brackets behind the logger",
                        """
                        nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:00.008 25746 INFO nova.osapi_compute.wsgi.server [req-38101a0b 113d - - -] 10.11.10.1 "GET /v2"
                        nova-compute.log.1.2017-05-16_13:55:31 2017-05-16 00:00:04.500 2931 WARNING nova.compute.manager [req-3ea4052c - - - - -] [instance: b9000564] VM Started
                        nova-compute.log.1.2017-05-16_13:55:31 2017-05-16 00:00:05.185 2931 INFO nova.virt.libvirt.imagecache [-] image a489c868 checking
                        """,
                        "2017-05-16T00:00:04.500Z",
                        Level.WARN,
                        "[instance: b9000564] VM Started"),
                Arguments.of(
                        "Apache's errors", """
                        [Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok /etc/httpd
                        [Sun Dec 04 04:47:45 2005] [error] mod_jk child in error state 6
                        [Sun Dec 04 04:47:46 2005] [error] [client 1.2.3.4] Directory index forbidden
                        """, "2005-12-04T04:47:45Z", Level.ERROR, "mod_jk child in error state 6"),
                Arguments.of(
                        "programs of one or two words and a dash",
                        """
                        [10.30 16:49:06] chrome.exe - proxy.example.com:5070 open
                        [10.30 16:49:07] chrome.exe *64 - proxy.example.com:5070 close
                        [10.30 16:49:08] Dropbox.exe - client.example.com:443 open
                        """,
                        "2024-10-30T16:49:07Z",
                        Level.NONE,
                        "proxy.example.com:5070 close"),
                Arguments.of("nginx's errors", """
                        2024/01/02 10:00:00 [notice] 12#12: using the "epoll" event method
                        2024/01/02 10:00:01 [crit] 12#12: *5 open() "/x" failed
                        2024/01/02 10:00:02 [error] 12#12: *6 connect() failed
                        """, "2024-01-02T10:00:01Z", Level.FATAL, "*5 open() \"/x\" failed"),
                Arguments.of(
                        "PostgreSQL", """
                        2024-01-02 10:00:00.123 UTC [77] LOG:  database system is ready
                        2024-01-02 10:00:01.123 UTC [78] ERROR:  relation "x" does not exist
                        2024-01-02 10:00:01.123 UTC [78] STATEMENT:  select 1
                        """, "2024-01-02T10:00:01.123Z", Level.ERROR, "relation \"x\" does not exist"),
                Arguments.of(
                        "a JVM's garbage collector", """
                        [0.005s][info][gc] Using G1
                        [0.105s][warning][gc,heap] GC(0) Pause Young
                        [0.205s][info][gc     ] GC(1) Pause Young
                        """, "1970-01-01T00:00:00.105Z", Level.WARN, "GC(0) Pause Young"),
                Arguments.of("Maven", """
                        [INFO] Scanning for projects...
                        [ERROR] Failed to execute goal
                        [INFO] BUILD FAILURE
                        """, "", Level.ERROR, "Failed to execute goal"),
                Arguments.of("klog", """
                        I0917 12:34:56.123456    1234 main.go:12] Starting controller
                        E0917 12:34:57.123456    1234 retry.go:7] cannot sync
                        I0917 12:34:58.123456    1234 main.go:15] Done
                        """, "2024-09-17T12:34:57.123456Z", Level.ERROR, "cannot sync"),
                Arguments.of("Rust's env_logger", """
                        [2024-01-01T00:00:00Z INFO  app::web] listening
                        [2024-01-01T00:00:01Z WARN  app::db] slow query
                        [2024-01-01T00:00:02Z INFO  app::web] done
                        """, "2024-01-01T00:00:01Z", Level.WARN, "slow query"),
                Arguments.of("Python", """
                        2024-01-01 00:00:00,123 - root - INFO - hello there
                        2024-01-01 00:00:01,123 - app.db - CRITICAL - gone for good
                        2024-01-01 00:00:02,123 - root - INFO - bye
                        """, "2024-01-01T00:00:01.123Z", Level.FATAL, "gone for good"),
                Arguments.of("Ruby", """
                        I, [2024-01-01T00:00:00.123456 #1234]  INFO -- : Started GET
                        E, [2024-01-01T00:00:01.123456 #1234] ERROR -- : No route
                        I, [2024-01-01T00:00:02.123456 #1234]  INFO -- : Completed
                        """, "2024-01-01T00:00:01.123456Z", Level.ERROR, "No route"),
                Arguments.of(
                        "web server accesses", """
                        127.0.0.1 - - [10/Oct/2020:13:55:36 -0700] "GET / HTTP/1.0" 200 2326
                        10.0.0.7 - frank [10/Oct/2020:13:55:37 -0700] "GET /a HTTP/1.0" 404 12
                        10.0.0.8 - - [10/Oct/2020:13:55:38 -0700] "POST /b HTTP/1.0" 200 7
                        """, "2020-10-10T20:55:37Z", Level.NONE, "\"GET /a HTTP/1.0\" 404 12"),
                Arguments.of("pino", """
                        {"level":30,"time":1700000000000,"pid":7,"hostname":"h","msg":"listening"}
                        {"level":50,"time":1700000001000,"pid":7,"hostname":"h","err":{"level":9},"msg":"no \\"db\\""}
                        """, "2023-11-14T22:13:21Z", Level.ERROR, "no \\\"db\\\""),
                Arguments.of("logfmt", """
                        time=2024-01-01T00:00:00Z level=info msg="server up" port=80
                        time=2024-01-01T00:00:01Z level=warning msg="slow query" ms=900
                        """, "2024-01-01T00:00:01Z", Level.WARN, "slow query"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void secondLine_isReadAsItsStreamIsWritten(String name, String text, String time, Level level, String message) {
        Read second = read(text).get(1);

        assertThat(second).isEqualTo(new Read(time, level, message));
    }

    @Test
    void lineWithoutHeader_isAllMessage() {
        List<Read> lines = read("just some words\nand more of them\n\tat com.foo.Bar(Bar.java:7)\n");

        assertThat(lines)
                .extracting(Read::message)
                .containsExactly("just some words", "and more of them", "at com.foo.Bar(Bar.java:7)");
        assertThat(lines).extracting(Read::level).containsOnly(Level.NONE);
    }

    @Test
    void lineThatIsUnlikeTheOthers_isReadByWhatItShows() {
        List<Read> lines = read("""
                2024-01-01 00:00:00 INFO [main] a.B: one
                2024-01-01 00:00:00 INFO [main] a.B: two
                [ERROR] not as the others
                2024-01-01 00:00:00 INFO [main] a.B: three
                """);

        assertThat(lines.get(2)).isEqualTo(new Read("", Level.ERROR, "not as the others"));
    }

    @Test
    void brokenJson_isAMessage() {
        assertThat(read("{\"level\":\n{\"a\":1\n{}\n{\"x\":\"").getFirst().message())
                .isEqualTo("{\"level\":");
    }

    private static List<Read> read(String text) {
        LineHeaders headers = new LineHeaders(ZoneOffset.UTC, LocalDate.of(2024, 12, 31));
        List<byte[]> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            lines.add(line.getBytes(StandardCharsets.UTF_8));
        }
        lines.forEach(line -> headers.sample(line, 0, line.length));
        headers.learn();
        return lines.stream().map(line -> read(headers, line)).toList();
    }

    private static Read read(LineHeaders headers, byte[] line) {
        Header header = new Header();
        headers.read(line, 0, line.length, header);
        String message =
                new String(line, header.message(), header.messageEnd() - header.message(), StandardCharsets.UTF_8);
        String time = header.timeMicros() == Header.NO_TIME
                ? ""
                : Instant.EPOCH.plus(header.timeMicros(), ChronoUnit.MICROS).toString();
        return new Read(time, header.level(), message);
    }
}
