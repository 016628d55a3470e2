package dev.velos.cli.foreign;

import dev.velos.config.ConfigDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Guesses from what lies in a folder which processes somebody may want to run there. */
public final class ProjectFolder {
    private static final Pattern PROCFILE_LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(.+)");
    private static final Pattern PLAIN_WORDS = Pattern.compile("[A-Za-z0-9_./:=@,+ -]+");
    private static final Pattern NODE_CALL = Pattern.compile("node\\s+([^\\s-]\\S*\\.[cm]?[jt]s)(\\s.*)?");
    private static final List<String> ECOSYSTEMS = List.of(
            "ecosystem.config.js", "ecosystem.config.cjs", "ecosystem.config.mjs", "ecosystem.json", "ecosystem.yml");
    private static final List<String> PYTHON_MAINS = List.of("main.py", "app.py", "server.py", "manage.py");

    private final Path folder;
    private final ConfigDraft draft = new ConfigDraft();

    private ProjectFolder(Path folder) {
        this.folder = folder;
    }

    /** The first of PM2's files that lies there, Procfile, package.json or Python program; else an example. */
    public static Imported draft(Path folder, Map<String, String> environment) {
        for (String name : ECOSYSTEMS) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return Pm2Apps.read(folder.resolve(name), folder, environment);
            }
        }
        return new ProjectFolder(folder).guess();
    }

    private Imported guess() {
        draft.comment("Processes for \"velos start\" in this folder; \"velos validate\" checks this file.")
                .comment("Every key is described in docs/velos-toml.md of Velos.");
        if (!procfile() && !packageJson() && !python()) {
            ConfigDraft.Entry app = draft.process("app").comment("The file or command to run.");
            hints(app.text("script", "./app.sh"));
        }
        return new Imported(draft.text(), draft.names(), List.of());
    }

    private boolean procfile() {
        Optional<String> text = text("Procfile");
        text.ifPresent(lines -> lines.lines().forEach(line -> {
            Matcher entry = PROCFILE_LINE.matcher(line.strip());
            if (entry.matches() && !entry.group(1).equals("release")) {
                String name = entry.group(1).matches(".*[A-Za-z_].*") ? entry.group(1) : "app-" + entry.group(1);
                hints(command(
                        draft.process(name).comment("From Procfile."),
                        entry.group(2).strip()));
            }
        }));
        return !draft.names().isEmpty();
    }

    private boolean packageJson() {
        Optional<String> text = text("package.json");
        if (text.isEmpty()) {
            return false;
        }
        Map<String, Object> json = Values.map(JsonText.parse(text.get(), "package.json"));
        Optional<String> start = Values.text(Values.map(json.get("scripts")).get("start"));
        Optional<String> main = Values.text(json.get("main"));
        String name = Values.text(json.get("name")).orElse("app").replaceFirst("^@[^/]*/", "");
        String legal = name.matches("[A-Za-z0-9._-]{1,60}") && name.matches(".*[A-Za-z_].*") ? name : "app";
        if (start.isPresent()) {
            ConfigDraft.Entry process = draft.process(legal).comment("From scripts.start of package.json.");
            Matcher node = NODE_CALL.matcher(start.get().strip());
            if (node.matches() && PLAIN_WORDS.matcher(start.get()).matches()) {
                process.text("script", relative(node.group(1)));
                arguments(process, node.group(2));
            } else {
                process.text("script", "npm").texts("args", List.of("start"));
            }
            hints(process);
        } else if (main.isPresent()) {
            hints(draft.process(legal).comment("From main of package.json.").text("script", relative(main.get())));
        }
        return !draft.names().isEmpty();
    }

    private boolean python() {
        Optional<String> main = PYTHON_MAINS.stream()
                .filter(name -> Files.isRegularFile(folder.resolve(name)))
                .findFirst();
        boolean isProject =
                Files.exists(folder.resolve("pyproject.toml")) || Files.exists(folder.resolve("requirements.txt"));
        if (main.isEmpty() || !isProject) {
            return false;
        }
        ConfigDraft.Entry process = draft.process(main.get().replace(".py", "")).text("script", "./" + main.get());
        for (String venv : List.of(".venv", "venv")) {
            if (Files.isExecutable(folder.resolve(venv + "/bin/python"))) {
                process.text("interpreter", "./" + venv + "/bin/python");
                break;
            }
        }
        hints(main.get().equals("manage.py") ? process.texts("args", List.of("runserver", "--noreload")) : process);
        return true;
    }

    /** A command line of a shell: taken apart where it is but words, else left to the shell. */
    private static ConfigDraft.Entry command(ConfigDraft.Entry process, String line) {
        List<String> words = Values.words(line);
        if (PLAIN_WORDS.matcher(line).matches() && !words.getFirst().contains("=")) {
            process.text("script", words.getFirst());
            return words.size() > 1 ? process.texts("args", words.subList(1, words.size())) : process;
        }
        return process.text("script", "sh").texts("args", List.of("-c", "exec " + line));
    }

    private static void arguments(ConfigDraft.Entry process, String rest) {
        List<String> words = Values.words(rest == null ? "" : rest);
        if (!words.isEmpty()) {
            process.texts("args", words);
        }
    }

    private static String relative(String path) {
        return path.startsWith("./") || path.startsWith("/") ? path : "./" + path;
    }

    private static void hints(ConfigDraft.Entry process) {
        process.comment("restart = \"on-failure\"   # \"always\" restarts it after any end, \"never\" after none")
                .comment("kill_timeout = \"10s\"     # from the stop signal to SIGKILL")
                .comment("env_file = \".env\"        # variables from a file")
                .comment("env = { NODE_ENV = \"production\" }");
    }

    private Optional<String> text(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw ForeignProblem.of(name + " cannot be read: " + e.getMessage() + ".", "Check it.");
        }
    }
}
