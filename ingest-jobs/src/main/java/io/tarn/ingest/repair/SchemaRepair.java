package io.tarn.ingest.repair;

import io.tarn.columnar.ParquetSchema;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.ingest.verify.FileWitness;
import io.tarn.schema.SchemaPlanner;
import io.tarn.schema.TableSchema;
import java.util.List;
import java.util.stream.Stream;

/**
 * Schema versions: decided again by the same planner, from the version before and the segments of the first record that
 * has it, and taken only where an intact file that was written with it has exactly these columns, or where the next
 * version, decided from it in the same way, is the one that is there.
 */
final class SchemaRepair {
    private final RepairTools tools;
    private final Repairs repairs;

    SchemaRepair(RepairTools tools, Repairs repairs) {
        this.tools = tools;
        this.repairs = repairs;
    }

    void run(List<LogRecord> records) {
        int newest = records.stream().mapToInt(LogRecord::schema).max().orElse(0);
        for (int version = 1; version <= newest; version++) {
            int lost = version;
            if (!readable(version)) {
                repairs.attempt(Keys.schema(tools.collection(), version), () -> mend(lost, records));
            }
        }
    }

    private boolean readable(int version) {
        try {
            tools.schemas().version(tools.collection(), version);
            return true;
        } catch (TarnException lost) {
            return false;
        }
    }

    private void mend(int version, List<LogRecord> records) {
        String key = Keys.schema(tools.collection(), version);
        TableSchema decided = decided(tools.schemas().version(tools.collection(), version - 1), version, records);
        if (decided.version() != version || !confirmed(decided, records)) {
            throw refused(key, "neither an intact file nor the next version confirms the columns that are decided now");
        }
        boolean there = tools.target().state().stat(key).isPresent();
        if (tools.schemas().restore(tools.collection(), decided)) {
            repairs.done(key, (there ? "was damaged" : "was missing") + " and is decided again");
        }
    }

    /** As it was decided: from the version before, by the first record that was hydrated with it. */
    private TableSchema decided(TableSchema before, int version, List<LogRecord> records) {
        LogRecord first = records.stream()
                .filter(record -> record.schema() == version)
                .findFirst()
                .orElseThrow(() -> refused(
                        Keys.schema(tools.collection(), version),
                        "no log record was hydrated with version " + version));
        return SchemaPlanner.next(
                before,
                new RecordRebuild(tools).evidence(first),
                tools.settings().version(tools.collection(), first.settings()),
                first.settings());
    }

    private boolean confirmed(TableSchema decided, List<LogRecord> records) {
        if (files(decided.version())
                .anyMatch(file -> FileWitness.hasColumns(tools.store(file), file, ParquetSchema.of(decided)))) {
            return true;
        }
        int next = decided.version() + 1;
        return readable(next)
                && decided(decided, next, records).equals(tools.schemas().version(tools.collection(), next));
    }

    private Stream<FileEntry> files(int version) {
        return tools.target().heads().all().values().stream()
                .flatMap(SchemaRepair::files)
                .filter(file -> file.schema() == version)
                .filter(file -> FileWitness.damage(tools.store(file), file).isEmpty());
    }

    private static Stream<FileEntry> files(Head head) {
        return Stream.concat(head.files().stream(), head.waiting().stream());
    }

    private static TarnException refused(String key, String why) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "'" + key + "' cannot be decided again",
                why,
                "Restore it from a copy of the bucket");
    }
}
