package io.tarn.proof.model;

import io.tarn.core.CollectionName;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.report.Balance;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.publish.Heads;
import io.tarn.ingest.verify.VerifyJob;
import io.tarn.ingest.verify.VerifyMode;
import io.tarn.ingest.verify.VerifyReport;
import io.tarn.ingest.verify.VerifyRequest;
import io.tarn.landing.Spools;
import io.tarn.proof.model.Readers.Row;
import io.tarn.schema.catalog.CatalogTable;
import io.tarn.schema.catalog.FileCatalog;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Compares a lake with the model of what was acknowledged, and names every difference. It reads the lake as readers do,
 * with DuckDB, and shares no code with what wrote it but the readers of segments, heads and log records. Not
 * thread-safe: one per lake, for its whole life, since it remembers what readers have seen.
 */
public final class Judge implements AutoCloseable {
    private static final List<CollectionName> COLLECTIONS =
            List.of(new CollectionName(Workload.VIEWS), new CollectionName(Workload.ORDERS));

    private final Site site;
    private final Model model;
    private final ObjectStore lake;
    private final ObjectStore state;
    private final Readers readers = new Readers();
    private final Map<CollectionName, Set<String>> seen = new HashMap<>();

    /** @param site whose stores are opened as they are, whatever the site puts around them */
    public Judge(Site site, Model model) {
        this.site = site;
        this.model = model;
        this.lake = Stores.open(site.config().lake());
        this.state = Stores.open(site.config().state());
    }

    /**
     * What a reader may see at any time, also between a crash and the next run: rows that were sent, each once, and all
     * that were seen before.
     *
     * @return what is wrong; empty if nothing is
     */
    public List<String> glance() {
        List<String> problems = new ArrayList<>(model.complaints());
        for (CollectionName c : COLLECTIONS) {
            List<Archived> archive = Archived.all(state, c, problems);
            Fates fates = new Fates(archive, model);
            List<Row> rows = catalogRows(c);
            Set<String> now = rowsOnce("Catalog readers of " + c, rows, fates.sent, problems);
            for (String row : seen.getOrDefault(c, Set.of())) {
                if (!now.contains(row)) {
                    problems.add("Catalog readers of " + c + " have seen " + row + " and do not see it any more");
                }
            }
            seen.put(c, now);
            Set<LocalDate> replaced = days(c, State.REPLACING);
            List<Row> paths = readers.paths(site.lake(), c).stream()
                    .filter(row -> !replaced.contains(LocalDate.parse(row.day())))
                    .toList();
            rowsOnce("Path readers of " + c, paths, fates.sent, problems);
        }
        return problems;
    }

    /**
     * Everything, once all processes have ended and the last of them, a compaction, ended well: what was acknowledged
     * is there, once, as the rules have it, nothing else is, it balances, it verifies, and nothing is left over.
     *
     * @return what is wrong; empty if nothing is
     */
    public List<String> judge(VerifyMode mode) {
        List<String> problems = new ArrayList<>(glance());
        LeftOvers leftOvers = new LeftOvers(site, lake, state, problems);
        Map<String, Fates> fates = new HashMap<>();
        for (CollectionName c : COLLECTIONS) {
            List<Archived> archive = Archived.all(state, c, problems);
            archive(c, archive, problems);
            Fates expected = new Fates(archive, model);
            fates.put(c.value(), expected);
            SortedMap<LocalDate, Head> heads = new Heads(state, c, site.clock()).all();
            rows(c, expected, heads, problems);
            leftOvers.of(c, heads.values());
        }
        leftOvers.around();
        verify(mode, fates, problems);
        return problems;
    }

    @Override
    public void close() {
        readers.close();
    }

    /** Every payload as often as it was acknowledged, and never more often than it was sent; each in its place. */
    private void archive(CollectionName c, List<Archived> archive, List<String> problems) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Sent> places = new HashMap<>(model.places());
        for (Archived frame : archive) {
            counts.merge(frame.payload(), 1, Integer::sum);
            Sent acknowledged = places.remove(frame.place());
            if (acknowledged != null && !acknowledged.payload().equals(frame.payload())) {
                problems.add("At " + frame.place() + " was acknowledged " + acknowledged.payload() + ", and there is "
                        + frame.payload());
            }
            if (model.find(c.value(), frame.payload()).isEmpty() && !model.isSpoiled(frame.frame())) {
                problems.add("Nobody sent " + frame.payload() + ", which is at " + frame.place());
            }
            if (frame.record() == 0) {
                problems.add("No log record names " + frame.segment().key());
            }
        }
        places.forEach((place, sent) -> {
            if (sent.collection().equals(c.value())) {
                problems.add("Lost: " + sent.payload() + ", acknowledged at " + place);
            }
        });
        for (Sent sent : model.sentTo(c.value())) {
            int found = counts.getOrDefault(sent.payload(), 0);
            if (found < model.least(sent) || found > model.most(sent)) {
                problems.add("The archive of " + c + " has " + found + " times " + sent.payload() + ", acknowledged "
                        + model.least(sent) + " times, sent " + model.most(sent) + " times");
            }
        }
    }

    private void rows(CollectionName c, Fates expected, SortedMap<LocalDate, Head> heads, List<String> problems) {
        List<Row> all = new ArrayList<>(catalogRows(c));
        heads.forEach((day, head) -> all.addAll(readers.files(waiting(head), day.toString())));
        compare("Rows of " + c, expected, all, problems);
        Set<String> sealed = new HashSet<>();
        heads.forEach((day, head) -> {
            if (head.state() == State.SEALED) {
                sealed.add(day.toString());
            }
            if (head.pending() != null || (head.state() != State.SEALED && head.state() != State.OPEN)) {
                problems.add("Day " + day + " of " + c + " is left " + head.state() + " with " + head.pending());
            }
        });
        Set<Row> inLake = new HashSet<>(readers.paths(site.lake(), c));
        Set<Row> shown = new HashSet<>(catalogRows(c));
        shown.removeIf(row -> !sealed.contains(row.day()));
        if (!inLake.equals(shown)) {
            problems.add("Path readers of " + c + " see " + inLake.size() + " rows, catalog readers " + shown.size()
                    + " of sealed days");
        }
    }

    private List<Path> waiting(Head head) {
        return head.waiting().stream()
                .map(file -> (file.root() == FileEntry.Root.LAKE
                                ? site.lake()
                                : site.lake().resolve("_tarn"))
                        .resolve(file.key()))
                .toList();
    }

    private static void compare(String who, Fates expected, List<Row> found, List<String> problems) {
        Map<String, String> missing = new HashMap<>(expected.rows);
        for (Row row : found) {
            String day = missing.remove(row.row());
            if (day == null) {
                String fate = expected.quarantined.contains(row.row())
                        ? "belongs to quarantine"
                        : expected.deduplicated.contains(row.row())
                                ? "repeats another"
                                : "is there twice or was never sent";
                problems.add(who + ": " + row + " " + fate);
            } else if (!day.equals(row.day())) {
                problems.add(who + ": " + row + " belongs to " + day);
            }
        }
        missing.forEach((row, day) -> problems.add(who + ": " + day + " " + row + " is not there"));
    }

    private static Set<String> rowsOnce(
            String who, Collection<Row> rows, Map<String, Sent> sent, List<String> problems) {
        Set<String> once = new HashSet<>();
        for (Row row : rows) {
            Sent event = sent.get(row.row());
            if (!once.add(row.row())) {
                problems.add(who + " see twice " + row);
            } else if (event == null || event.serial() != row.n()) {
                problems.add(who + " see " + row + ", which nobody sent");
            }
        }
        return once;
    }

    private void verify(VerifyMode mode, Map<String, Fates> fates, List<String> problems) {
        VerifyJob job = new VerifyJob(
                state,
                c -> lake,
                new FileCatalog(state),
                new MachineSpool(site.config().spool(), state),
                Path.of(System.getProperty("java.io.tmpdir")),
                site.clock(),
                line -> {});
        VerifyReport report = job.run(new VerifyRequest(Set.of(), mode));
        report.problems().forEach(problem -> problems.add("verify: " + problem));
        report.notes().forEach(note -> problems.add("verify notes: " + note));
        for (Balance balance : report.balance()) {
            Fates expected = fates.get(balance.collection());
            Balance own = expected == null
                    ? new Balance(balance.collection(), 0, 0, 0, 0, 0, 0, 0, 0)
                    : new Balance(
                            balance.collection(),
                            expected.sent.size() + expected.spoiled,
                            expected.rows.size() - balance.pending(),
                            expected.quarantined.size(),
                            expected.deduplicated.size(),
                            0,
                            balance.pending(),
                            balance.pending() == 0 ? expected.undated : balance.undated(),
                            expected.conflicts);
            if (!own.equals(balance) || !balance.balanced()) {
                problems.add("The balance is " + balance + ", and must be " + own);
            }
        }
    }

    private List<Row> catalogRows(CollectionName c) {
        return new FileCatalog(state).table(c).map(this::rows).orElse(List.of());
    }

    private List<Row> rows(CatalogTable table) {
        return readers.catalog(table);
    }

    private Set<LocalDate> days(CollectionName c, State which) {
        Set<LocalDate> days = new HashSet<>();
        new Heads(state, c, site.clock()).all().forEach((day, head) -> {
            if (head.state() == which) {
                days.add(day);
            }
        });
        return days;
    }

    private record MachineSpool(Path folder, ObjectStore state) implements VerifyJob.Spool {
        @Override
        public long frames(CollectionName collection) {
            return Spools.spooledFrames(folder, collection, state);
        }

        @Override
        public Collection<CollectionName> collections() {
            return Spools.collections(folder);
        }
    }
}
