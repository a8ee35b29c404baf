package io.tarn.landing.imports;

import io.tarn.landing.imports.ImportReport.FileReport;
import io.tarn.landing.imports.ImportReport.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One file on its way through a batch. Not thread-safe. */
final class FileImport {
    final Source.OfFile source;
    /** By leaf, in the file's order; leaves that cannot be landed are left out. */
    final SortedMap<Integer, Unit> units = new TreeMap<>();

    final Map<Integer, Decision> decisions = new HashMap<>();
    final Counts counts = new Counts();
    long size;
    Instant modified = Instant.EPOCH;
    int leaves;
    int undatedNames;

    @Nullable
    String torn;

    @Nullable
    String failed;

    /** Why nothing is continued although it might be expected, or null. */
    @Nullable
    String note;

    /** Only what a run was killed in is ended; what the file has grown by since comes after that. */
    boolean unfinished;

    FileImport(Source.OfFile source) {
        this.source = source;
    }

    /**
     * A file that is not what it was in the first pass is named; one that has only grown is landed as far as it was
     * known.
     */
    void checkUnchanged() throws IOException {
        if (Batch.changed(source.path(), size, modified)) {
            failed = Batch.CHANGED;
        }
    }

    FileReport report() {
        Status status = status();
        return new FileReport(source.shown(), status, counts.frames(), why(status));
    }

    /** Whether there is more to do about it, and nothing is in the way. */
    boolean goesOn() {
        Status status = status();
        return unfinished && status != Status.FAILED && status != Status.HELD;
    }

    /** What became of it all, once the rest of it has been seen to. */
    FileReport report(FileReport rest) {
        FileReport mine = report();
        String why =
                mine.why().isEmpty() || rest.why().isEmpty() ? mine.why() + rest.why() : mine.why() + "; " + rest.why();
        return new FileReport(mine.path(), rest.status(), mine.events() + rest.events(), why);
    }

    private Status status() {
        if (failed != null || undatedNames > 0) {
            return Status.FAILED;
        }
        if (has(Decision.Held.class)) {
            return Status.HELD;
        }
        if (torn != null) {
            return Status.TORN;
        }
        if (continued().isPresent()) {
            return Status.CONTINUED;
        }
        boolean landed = decisions.isEmpty() || has(Decision.Land.class);
        return landed ? Status.LANDED : Status.KNOWN;
    }

    private String why(Status status) {
        List<String> parts = new ArrayList<>();
        if (failed != null) {
            parts.add(failed);
        }
        if (undatedNames > 0) {
            parts.add(
                    leaves == 1
                            ? "there is no date in its name"
                            : "there is no date in the names of " + undatedNames + " members");
        }
        if (torn != null) {
            parts.add(torn + (status == Status.TORN ? "; what came before is landed" : ""));
        }
        continued()
                .ifPresent(behind -> parts.add("continued: its first "
                        + (behind.linesBefore() == 1 ? "line" : behind.linesBefore() + " lines") + " came at "
                        + behind.came()));
        if (note != null && has(Decision.Land.class)) {
            parts.add(note);
        }
        known(parts);
        decisions.values().stream()
                .filter(Decision.Held.class::isInstance)
                .findFirst()
                .ifPresent(held -> parts.add(((Decision.Held) held).why()));
        if (counts.landedBefore() > 0) {
            parts.add("resumed: a run that was killed had landed " + counts.landedBefore() + " of its events");
        }
        return String.join("; ", parts);
    }

    private void known(List<String> parts) {
        long known = decisions.values().stream()
                .filter(d -> d instanceof Decision.Known || d instanceof Decision.Repeated)
                .count();
        if (known == 0) {
            return;
        }
        String since = decisions.values().stream()
                .filter(Decision.Known.class::isInstance)
                .map(d -> ((Decision.Known) d).record().ended())
                .filter(ended -> ended != null)
                .max(Instant::compareTo)
                .map(ended -> "came at " + ended)
                .orElse("came before in this command");
        parts.add((leaves == 1 ? "known: " : "known: " + known + " of " + leaves + " members ") + since
                + "; --again lands it once more");
    }

    private Optional<Continued> continued() {
        return decisions.values().stream()
                .filter(Decision.Land.class::isInstance)
                .map(decision -> ((Decision.Land) decision).record().continued())
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    private boolean has(Class<? extends Decision> kind) {
        return decisions.values().stream().anyMatch(kind::isInstance);
    }
}
