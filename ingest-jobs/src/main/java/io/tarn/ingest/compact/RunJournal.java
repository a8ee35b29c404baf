package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.report.Balance;
import io.tarn.core.report.DayAction;
import io.tarn.core.report.RunReport;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.publish.StoredRows;
import io.tarn.landing.QuarantineReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What happens in a run, as it happens; at its end the report and the exit code. */
final class RunJournal {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final CompactSetup setup;
    private final Instant started;
    private final String run;
    private final List<DayAction> days = new ArrayList<>();
    private final List<Balance> balances = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> repaired = new ArrayList<>();
    private final List<ExitCode> codes = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private int done;
    private int held;
    private int failed;

    RunJournal(CompactSetup setup) {
        this.setup = setup;
        this.started = setup.clock().instant();
        this.run = NAME.format(started) + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    String run() {
        return run;
    }

    /** Named, and of no consequence for the exit code but that the run is partial. */
    void problems(List<String> found) {
        problems.addAll(found);
        found.forEach(problem -> codes.add(ExitCode.PARTIAL));
    }

    /** An object that was lost or damaged is whole again. */
    void repaired(String what) {
        repaired.add(what);
    }

    void held(CollectionName collection) {
        held++;
        problems.add("Collection " + collection + " is held by another live run. Run again when it is done");
    }

    void failed(CollectionName collection, RuntimeException why) {
        failed++;
        failures.add(why);
        problems.add("Collection " + collection + ": " + TarnException.messageOf(why));
        codes.add(TarnException.in(why).map(TarnException::exitCode).orElse(ExitCode.UNEXPECTED));
    }

    void add(CollectionName collection, CollectionRun.Outcome outcome) {
        done++;
        days.addAll(outcome.days());
        failures.addAll(outcome.failures());
        for (TarnException failure : outcome.failures()) {
            problems.add(String.valueOf(failure.getMessage()));
            codes.add(failure.exitCode());
        }
        problems.addAll(outcome.problems());
        outcome.problems().forEach(problem -> codes.add(ExitCode.INTEGRITY));
        Balance balance = balance(collection, outcome);
        if (balance.received() > 0 || !outcome.days().isEmpty()) {
            balances.add(balance);
        }
        if (!balance.balanced()) {
            problems.add("Collection " + collection + " does not balance: " + balance + ". Run 'tarn verify "
                    + collection + "'");
            codes.add(ExitCode.INTEGRITY);
        }
    }

    private Balance balance(CollectionName collection, CollectionRun.Outcome outcome) {
        ObjectStore lake = setup.lakes().apply(setup.configs().apply(collection).lake());
        RunBalance counter = new RunBalance(
                file -> StoredRows.inFooter(file.root() == FileEntry.Root.LAKE ? lake : setup.state(), file),
                this::quarantined);
        return counter.of(collection, outcome, setup.spool().frames(collection));
    }

    private long quarantined(DerivedObject object) {
        try (QuarantineReader reader = QuarantineReader.open(setup.state(), object.key())) {
            long frames = 0;
            while (reader.next() != null) {
                frames++;
            }
            return frames;
        } catch (IOException e) {
            throw new TarnException(
                    ExitCode.UNEXPECTED,
                    "Quarantine object '" + object.key() + "' cannot be read",
                    String.valueOf(e.getMessage()),
                    "Run 'tarn verify'",
                    e);
        }
    }

    CompactResult end() {
        ExitCode code = exitCode();
        RunReport report = new RunReport(
                run,
                status(code),
                Duration.between(started, setup.clock().instant()).toMillis() / 1000.0,
                setup.engine().name(),
                setup.engine().usage().orElse(null),
                days,
                balances,
                repaired,
                problems);
        setup.state().create(Keys.report(started, run), Json.write(report));
        return new CompactResult(report, code, List.copyOf(failures));
    }

    private ExitCode exitCode() {
        if (codes.contains(ExitCode.INTEGRITY)) {
            return ExitCode.INTEGRITY;
        }
        if (failed > 0 || codes.stream().anyMatch(code -> code != ExitCode.PARTIAL)) {
            return codes.stream()
                    .filter(code -> code != ExitCode.PARTIAL)
                    .findFirst()
                    .orElse(ExitCode.PARTIAL);
        }
        if (held > 0 && done == 0) {
            return ExitCode.CONFLICT;
        }
        return held > 0 || !codes.isEmpty() ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private String status(ExitCode code) {
        boolean worked = !repaired.isEmpty()
                || days.stream()
                        .anyMatch(day ->
                                !day.action().equals("skipped") && !day.action().equals("failed"));
        if (code == ExitCode.DONE) {
            return worked ? "done" : "nothing";
        }
        return worked || done > 0 ? "partial" : "failed";
    }
}
