package dev.velos.logs.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "took 12 retries | took <num> retries",
                "delta=-3 of -1.5 | delta=<num> of <num>",
                "at 0x7ffe00a1 and deadbeef01 | at <hex> and <hex>",
                "id 3f2504e0-4f89-11d3-9a0c-0305e82c3301 gone | id <uuid> gone",
                "from 10.0.0.1:8080 to ::ffff:10.0.0.2 | from <ip> to <ip>",
                "peer fe80:0:0:0:0:0:0:1 up | peer <ip> up",
                "connect db-1.example.com:5432 failed | connect <host> failed",
                "resolve proxy.example.com. now | resolve <host>. now",
                "open /var/log/x.log: no | open <path>: no",
                "in C:\\Users\\x\\a.txt here | in <path> here",
                "GET https://a.example/x?y=1&z=2 done | GET <url> done",
                "mail to joe@example.com sent | mail to <email> sent",
                "in 15ms or 3 seconds or <1 sec | in <duration> or <duration> or <duration>",
                "sent 3.4KB, 5.6KB, 1293 bytes (1.26 KB) | sent <size>, <size>",
                "after 2 ms, 3 idle, 4 active | after <duration>, <num> idle, <num> active",
                "token 'abc' and \"x\" | token '<str>' and \"<str>\"",
                "don't stop | don't stop",
                "at 2024-01-02 03:04:05,678 it was | at <time> it was",
                "at Sun Jun 14 15:16:01 2005 it was | at <time> it was",
                "block blk_38865049064139660 is in | block <id> is in",
                "ssh2 and jk2_init() and HTTP/1.1 | ssh2 and jk2_init() and HTTP/<num>",
                "read/write and PIIX/ICH | read/write and PIIX/ICH",
                "ids=[1, 2, 3] | ids=[<num>]",
                "lock=true, ws=null | lock=<bool>, ws=<bool>",
                "cpu 45% used | cpu <num>% used",
                "a \u001b[31mred\u001b[0m alert | a red alert",
                "grüße an würzburg | grüße an würzburg"
            })
    void whatVariesByItsNature_isMasked(String message, String template) {
        assertThat(templates(List.of(message))).containsExactly(template);
    }

    @Test
    void wordsThatVaryMuch_areOneTemplate_andThoseThatHardlyDo_areNot() {
        List<String> messages = new ArrayList<>();
        for (String user : List.of("ada", "bob", "cem", "dan", "eve", "fay", "gil")) {
            messages.add("login of account " + user + " from 10.0.0.1 was refused");
        }
        for (String state : List.of("NEW", "UP", "DOWN")) {
            messages.add("worker went to " + state + " on request");
        }

        assertThat(templates(messages))
                .containsExactlyInAnyOrder(
                        "login of account <*> from <ip> was refused",
                        "worker went to NEW on request",
                        "worker went to UP on request",
                        "worker went to DOWN on request");
    }

    @Test
    void messagesWithMoreOrFewerValues_areOneTemplate() {
        assertThat(templates(List.of("fan speeds ( 1 2 3 )", "fan speeds ( 1 2 3 4 )", "fan speeds ()")))
                .hasSize(1);
    }

    @Test
    void sameMessages_giveTheSameIds_inAnyRun() {
        assertThat(Template.of("worker <num> died").id()).isEqualTo("86458f165289");
        assertThat(ids(lines(), 40_000, 10_000)).isEqualTo(ids(lines(), 40_000, 10_000));
    }

    @Test
    void minedInSmallRounds_templatesAreTheSame() {
        assertThat(ids(lines(), 20, 10_000)).isEqualTo(ids(lines(), 40_000, 10_000));
    }

    @Test
    void moreTemplatesThanAreKept_leastRecentlyUsedGo() {
        Miner miner = new Miner(8, 6);
        List<Integer> references = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            references.add(add(
                    miner, i % 2 == 0 ? "always the same" : "word" + letters(i) + " ".repeat(i % 3) + letters(7 * i)));
        }
        miner.finish();

        assertThat(miner.template(references.getFirst()).text()).isEqualTo("always the same");
        assertThat(miner.template(references.get(1))).isEqualTo(Miner.OTHER);
    }

    @Test
    void randomBytes_areTakenWithinBounds() {
        Random random = new Random(7);
        Miner miner = new Miner(500, 100);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            miner.add(bytes, 0, bytes.length);
        }
        miner.finish();

        TreeSet<String> left = new TreeSet<>();
        for (int i = 0; i < miner.size(); i++) {
            left.add(miner.template(i).id());
        }
        assertThat(left).hasSizeLessThanOrEqualTo(101);
    }

    private static String letters(int i) {
        return Integer.toString(i + 1000, 36).replaceAll("[0-9]", "q");
    }

    private static List<String> lines() {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            switch (random.nextInt(4)) {
                case 0 -> lines.add("session opened for user " + letters(random.nextInt(500)) + " by (uid=0)");
                case 1 -> lines.add("connection from 10.0.0." + random.nextInt(255) + " closed");
                case 2 -> lines.add("restart.");
                default -> lines.add("job " + random.nextInt(1000) + " took " + random.nextInt(100) + " ms");
            }
        }
        return lines;
    }

    private static List<String> ids(List<String> messages, int maxShapes, int maxTemplates) {
        Miner miner = new Miner(maxShapes, maxTemplates);
        List<Integer> references =
                messages.stream().map(message -> add(miner, message)).toList();
        miner.finish();
        return references.stream()
                .map(reference -> miner.template(reference).id())
                .toList();
    }

    private static List<String> templates(List<String> messages) {
        Miner miner = new Miner();
        int[] references =
                messages.stream().mapToInt(message -> add(miner, message)).toArray();
        miner.finish();
        return Arrays.stream(references)
                .mapToObj(reference -> miner.template(reference).text())
                .distinct()
                .toList();
    }

    private static int add(Miner miner, String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return miner.add(bytes, 0, bytes.length);
    }
}
