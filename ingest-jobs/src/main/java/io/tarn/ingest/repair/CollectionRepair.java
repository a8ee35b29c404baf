package io.tarn.ingest.repair;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.Head;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogTail;
import io.tarn.core.store.ObjectStat;
import io.tarn.schema.catalog.CatalogTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Repairs one collection ({@code tarn compact --repair}): what verification finds lost or damaged is built again where
 * all that it is built from is proven intact. Each object is mended by one change of the store that needs no other, so
 * a repair that dies is simply run again. Not thread-safe.
 */
public final class CollectionRepair {
    private final RepairTools tools;
    private final Repairs repairs;
    private List<LogRecord> records = List.of();
    private Origins origins = new Origins(List.of());

    /** @param done told of each object as soon as it is whole again */
    public CollectionRepair(RepairTools tools, Consumer<String> done) {
        this.tools = tools;
        this.repairs = new Repairs(done);
    }

    /** Objects that stay as they are, and why: each is a problem of the run. */
    public List<String> left() {
        return repairs.left();
    }

    /**
     * Mends the objects that everything else is read from: heads, the log's tail, schema versions, the catalog's table,
     * ids and quarantine objects.
     *
     * @throws TarnException where the log is not whole: then nothing is changed
     */
    public void documents() {
        Optional<LogTail> tail = tail();
        records = log(tail.map(LogTail::last).orElse(0L));
        origins = new Origins(records);
        // A record is created only when the one before it is applied to all its days.
        long done = Math.max(tail.map(LogTail::done).orElse(0L), records.size() - 1L);
        new HeadRepair(tools, origins, repairs).run(records, done);
        if (repairs.left().isEmpty()) {
            mendTail(tail);
            mendCatalog();
        }
        new SchemaRepair(tools, repairs).run(records);
        for (String area : tools.areas().unowned()) {
            tools.areas().delete(area);
            repairs.done(Keys.workOwner(tools.collection(), area), "was lost or damaged; the work area is deleted");
        }
        new DerivedRepair(tools, repairs).run(records);
    }

    /** Mends the files of days, when no transaction that could be finished is left. */
    public void files() {
        new FileRepair(tools, origins, repairs).run();
    }

    private Optional<LogTail> tail() {
        try {
            return Optional.of(tools.log().tail());
        } catch (TarnException damaged) {
            return Optional.empty();
        }
    }

    private List<LogRecord> log(long known) {
        CollectionName c = tools.collection();
        long last = known;
        for (ObjectStat object : tools.target().state().list(Keys.logOf(c))) {
            String name = object.key().substring(Keys.logOf(c).length());
            if (name.matches("[0-9]{12}\\.json")) {
                last = Math.max(last, Long.parseLong(name.substring(0, 12)));
            }
        }
        List<LogRecord> all = new ArrayList<>();
        for (long n = 1; n <= last; n++) {
            try {
                all.add(tools.log().record(n));
            } catch (TarnException lost) {
                throw new TarnException(
                        ExitCode.INTEGRITY,
                        "Collection " + c + " cannot be repaired",
                        "log record '" + Keys.logRecord(c, n) + "' is lost (" + lost.why()
                                + "), and nothing else says what it said",
                        "Restore it from a copy of the bucket; nothing was changed",
                        lost);
            }
        }
        return all;
    }

    /** The tail of the first record may not be there yet: the run that goes on writes it. */
    private void mendTail(Optional<LogTail> readable) {
        String key = Keys.logTail(tools.collection());
        boolean there = tools.target().state().stat(key).isPresent();
        if (there ? readable.isPresent() : records.size() < 2) {
            return;
        }
        SortedMap<LocalDate, Head> heads = tools.target().heads().all();
        long done = 0;
        while (done < records.size() && applied(records.get((int) done), heads)) {
            done++;
        }
        if (tools.log().restoreTail(tools.log().tailOf(done))) {
            repairs.done(key, (there ? "was damaged" : "was missing") + " and is worked out again from the log");
        }
    }

    private static boolean applied(LogRecord record, SortedMap<LocalDate, Head> heads) {
        for (DayOutcome day : record.days()) {
            Head head = heads.get(LocalDate.parse(day.day()));
            if (head == null || head.through() < record.n()) {
                return false;
            }
        }
        return true;
    }

    /** One write puts the whole table, so that no query meets an empty one. */
    private void mendCatalog() {
        CatalogTable none = new CatalogTable(tools.collection().value(), 0, new TreeMap<>());
        int schema = records.stream().mapToInt(LogRecord::schema).max().orElse(0);
        CatalogTable table = none.with(
                tools.sync().changes(none, tools.target().heads().all().keySet()));
        CatalogTable whole = new CatalogTable(table.collection(), Math.max(schema, table.schema()), table.partitions());
        String key = Keys.catalogTable(tools.collection());
        if (tools.catalog().restore(tools.collection(), whole)) {
            repairs.done(key, "was damaged and is worked out again from the heads");
        } else if (!whole.partitions().isEmpty()
                && tools.catalog().table(tools.collection()).isEmpty()) {
            tools.sync().reconcile(tools.target().heads().all().keySet());
            repairs.done(key, "was missing and is worked out again from the heads");
        }
    }
}
