package dev.velos.logs.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.summary.Digest;
import dev.velos.logs.summary.MiningThread;
import dev.velos.logs.summary.Summary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs of many kinds, made of a few messages with random values: each message is one pattern, and has its level. */
class FormatsTest {
    private static final LogSource SOURCE = new LogSource("x", "out", Path.of("/x"));

    /** {@code #} is a number, {@code %} hexadecimal digits, {@code ~} one or two digits of a clock. */
    static List<Arguments> formats() {
        return List.of(
                Arguments.of(
                        "Android",
                        "03-17 16:13:45.###  1702  2395 ",
                        List.of(
                                "D PowerManagerService: acquire lock=#, flags=0x1, tag=\"View Lock\", ws=null, uid=#, pid=#",
                                "V WindowManager: Skipping AppWindowToken{% token=Token{% ActivityRecord{% u0 a.b/.C t#}}} -- hide",
                                "E AudioService: getStreamVolume invalid stream #"),
                        "debug trace error"),
                Arguments.of(
                        "HealthApp",
                        "20171223-~:~:~:#|Step_LSC|30002312|",
                        List.of("onStandStepChanged #", "onExtend:# # # #", "getTodayTotalDetailSteps = #####"),
                        "none none none"),
                Arguments.of(
                        "BGL",
                        "- 1117838570 2005.06.03 R02-M1-N0-C:J12-U11 2005-06-03-15.42.50.363779 R02-M1 RAS ",
                        List.of(
                                "KERNEL INFO CE sym #, at 0x%, mask 0x%",
                                "KERNEL FATAL data TLB error interrupt",
                                "APP FATAL ciod: failed to read message prefix on control stream (CioStream socket to 10.0.0.7:#"),
                        "info fatal fatal"),
                Arguments.of(
                        "Zookeeper",
                        "2015-07-29 17:41:44,### - ",
                        List.of(
                                "INFO  [QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181:Fast@774] - Notification time out: #",
                                "WARN  [RecvWorker:188978561024:QuorumCnxManager$RecvWorker@762] - Broken for id #, error ="),
                        "info warn"),
                Arguments.of(
                        "Thunderbird",
                        "- 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228/dn228 ",
                        List.of(
                                "crond(pam_unix)[#]: session closed for user root",
                                "crond[#]: (root) CMD (run-parts /etc/cron.hourly)",
                                "in.tftpd[#]: tftp: client does not accept options"),
                        "none none none"),
                Arguments.of(
                        "Windows",
                        "2016-09-28 04:30:31, ",
                        List.of(
                                "Info                  CBS    Read out cached package: Package_for_KB#~31bf~amd64, State: #",
                                "Info                  CSI    %@2016/9/27:20:30:31.455 WcpInitialize called (stack @0x%)",
                                "Warning               CBS    Unrecognized packageExtended attribute."),
                        "info info warn"),
                Arguments.of(
                        "Proxifier",
                        "[10.30 16:49:06] ",
                        List.of(
                                "chrome.exe - proxy.cse.cuhk.edu.hk:5070 open through proxy proxy.cse.cuhk.edu.hk:5070 HTTPS",
                                "chrome.exe - proxy.cse.cuhk.edu.hk:5070 close, # bytes sent, # bytes received, lifetime 00:0#"),
                        "none none"),
                Arguments.of(
                        "Mac",
                        "Jul  1 09:00:55 calvisitor-10-105-160-95 ",
                        List.of(
                                "kernel[0]: ARPT: #.#: wl0: wl_update_tcpkeep_seq: Original Seq: #, Ack: #, Win size: 4096",
                                "com.apple.CDScheduler[43]: Thermal pressure state: # Memory pressure state: 0"),
                        "none none"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void eachMessage_isOnePattern_withItsLevel(String name, String header, List<String> messages, String levels) {
        Random random = new Random(7);
        Digest digest = new Digest(ZoneOffset.UTC, LocalDate.of(2024, 12, 31));
        try (MiningThread thread = new MiningThread(digest)) {
            for (int i = 0; i < 60 * messages.size(); i++) {
                thread.accept(event(filled(header + messages.get(i % messages.size()), random)));
            }
            thread.end();
        }

        Summary summary = Summary.of(digest);

        assertThat(summary.patterns())
                .as("%s", summary.patterns())
                .hasSize(messages.size())
                .allSatisfy(pattern -> assertThat(pattern.count()).isEqualTo(60));
        assertThat(String.join(
                        " ",
                        summary.patterns().stream().map(it -> it.level().word()).toList()))
                .isEqualTo(levels.toLowerCase(Locale.ROOT));
    }

    private static String filled(String form, Random random) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < form.length(); i++) {
            char c = form.charAt(i);
            switch (c) {
                case '#' -> line.append(random.nextInt(10));
                case '%' -> line.append(Integer.toHexString(0x1000000 + random.nextInt(0x7000000)));
                case '~' -> line.append(random.nextInt(24));
                default -> line.append(c);
            }
        }
        return line.toString();
    }

    private static LogEvent event(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new LogEvent(SOURCE).line(bytes, 0, bytes.length, 0);
    }
}
