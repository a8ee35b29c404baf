package io.tarn.orchestration.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The commands by name, in the order of the help; a class is loaded only when it is wanted. */
public final class Subcommands {
    private static final Map<String, String> CLASSES = classes();

    private Subcommands() {}

    private static Map<String, String> classes() {
        Map<String, String> classes = new LinkedHashMap<>();
        classes.put("demo", "demo.DemoCommand");
        classes.put("init", "init.InitCommand");
        classes.put("land", "land.LandCommand");
        classes.put("compact", "compact.CompactCommand");
        classes.put("verify", "verify.VerifyCommand");
        classes.put("query", "query.QueryCommand");
        classes.put("schema", "schema.SchemaCommand");
        classes.put("quarantine", "quarantine.QuarantineCommand");
        classes.put("status", "status.StatusCommand");
        classes.put("completion", "completion.CompletionCommand");
        return classes;
    }

    /** Adds the one command that the arguments name, or all. */
    public static void addTo(CommandLine line, List<String> args) {
        String named = args.isEmpty() ? "" : args.get(0);
        if (CLASSES.containsKey(named) && !named.equals("completion")) {
            add(line, named);
        } else {
            CLASSES.keySet().forEach(name -> add(line, name));
        }
    }

    private static void add(CommandLine line, String name) {
        try {
            Class<?> command = Class.forName("io.tarn.orchestration." + CLASSES.get(name));
            line.addSubcommand(name, command.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("command " + name + " is not in this build", e);
        }
    }
}
