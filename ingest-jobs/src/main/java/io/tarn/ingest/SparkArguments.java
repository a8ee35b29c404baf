package io.tarn.ingest;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.ingest.compact.CompactRequest;
import io.tarn.ingest.compact.CompactRequest.Search;
import io.tarn.ingest.plan.Urgency;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of {@link SparkMain}: those of {@code tarn compact}, read without the command's library. */
final class SparkArguments {
    private static final String USAGE =
            "compact [COLLECTION...] [--config FILE] [-D KEY=VALUE] [--day D | --from D --to D] [--seal-open] [--repair]";

    private final Deque<String> left;
    private final List<CollectionName> collections = new ArrayList<>();
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private String config = "";
    private LocalDate from = CompactRequest.ALL.from();
    private LocalDate to = CompactRequest.ALL.to();
    private boolean ranged;
    private boolean oneDay;
    private Urgency urgency = Urgency.WHEN_DUE;
    private Search search = Search.NOTES;

    private SparkArguments(String[] args) {
        this.left = new ArrayDeque<>(List.of(args));
    }

    /** Reads them; refuses (exit 2) what it does not know. */
    static SparkArguments parse(String... args) {
        SparkArguments arguments = new SparkArguments(args);
        if (!"compact".equals(arguments.left.poll())) {
            throw usage("the first argument is not 'compact'");
        }
        while (!arguments.left.isEmpty()) {
            arguments.next();
        }
        arguments.requireRange();
        return arguments;
    }

    /** The configuration file, or "" for the usual one. */
    String config() {
        return config;
    }

    Map<String, String> overrides() {
        return overrides;
    }

    CompactRequest request() {
        return new CompactRequest(collections, from, to, urgency, search);
    }

    private void next() {
        String next = left.removeFirst();
        int equals = next.indexOf('=');
        if (next.startsWith("--") && equals > 0) {
            left.addFirst(next.substring(equals + 1));
            next = next.substring(0, equals);
        } else if (next.startsWith("-D") && next.length() > 2) {
            left.addFirst(next.substring(2));
            next = "-D";
        }
        switch (next) {
            case "--config" -> config = value(next);
            case "-D" -> set(value(next));
            case "--day" -> {
                from = day(next);
                to = from;
                oneDay = true;
            }
            case "--from" -> {
                from = day(next);
                ranged = true;
            }
            case "--to" -> {
                to = day(next);
                ranged = true;
            }
            case "--seal-open" -> urgency = Urgency.AT_ONCE;
            case "--repair" -> search = Search.ARCHIVE;
            default -> collections.add(collection(next));
        }
    }

    private void requireRange() {
        if (oneDay && ranged) {
            throw usage("--day and --from or --to exclude each other");
        }
        if (to.isBefore(from)) {
            throw usage("--to " + to + " is before --from " + from);
        }
    }

    private static CollectionName collection(String text) {
        if (text.startsWith("-")) {
            throw usage("'" + text + "' is not known");
        }
        return new CollectionName(text);
    }

    private LocalDate day(String option) {
        String text = value(option);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw usage("'" + text + "' of '" + option + "' is no day as 2026-11-20");
        }
    }

    private String value(String option) {
        if (left.isEmpty()) {
            throw usage("'" + option + "' has no value");
        }
        return left.removeFirst();
    }

    private void set(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw usage("'" + pair + "' is not KEY=VALUE");
        }
        overrides.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    private static TarnException usage(String why) {
        return new TarnException(ExitCode.USAGE, "The arguments cannot be understood", why, "Usage: " + USAGE);
    }
}
