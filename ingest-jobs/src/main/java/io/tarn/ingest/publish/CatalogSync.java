package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.head.Pending;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.schema.catalog.Catalog;
import io.tarn.schema.catalog.CatalogChange;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogTable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the catalog agree with the heads, many days in one write. What it writes is decided from heads that are read
 * after the table, so that where the catalog has compare-and-swap no location is ever written that a head has left
 * meanwhile. Thread-safe.
 */
public final class CatalogSync {
    private final Target target;
    private final Catalog catalog;
    private final Heads heads;

    public CatalogSync(Target target, Catalog catalog) {
        this.target = target;
        this.catalog = catalog;
        this.heads = target.heads();
    }

    /**
     * Columns come before the files that need them: first the table's, then those of partitions that exist.
     *
     * @param schema version of the files that are about to become visible
     */
    public void columns(int schema, Collection<LocalDate> days) {
        catalog.publish(target.collection(), CatalogChange.setting(schema, Map.of()));
        catalog.publish(target.collection(), table -> {
            Map<String, CatalogPartition> set = new TreeMap<>();
            for (LocalDate day : days) {
                CatalogPartition now = table.partitions().get(Keys.iso(day));
                if (now != null && now.schema() < schema) {
                    set.put(Keys.iso(day), new CatalogPartition(now.locationUri(), schema, now.txid()));
                }
            }
            return CatalogChange.setting(schema, set);
        });
    }

    /** Points the partitions of these days where their heads say. */
    public void reconcile(Collection<LocalDate> days) {
        catalog.publish(target.collection(), table -> changes(table, days, Set.of()));
    }

    /** Points the partitions of days whose seal is complete but for its last compare-and-swap to the lake. */
    void flip(Collection<LocalDate> days) {
        catalog.publish(target.collection(), table -> changes(table, days, Set.copyOf(days)));
    }

    /** True where the catalog shows the day in the lake, so that its hot files are not needed any more. */
    boolean showsLake(LocalDate day) {
        String lake = location(target.lake(), Keys.lakePartition(target.collection(), day));
        return catalog.table(target.collection())
                .map(table -> table.partitions().get(Keys.iso(day)))
                .filter(partition -> partition.locationUri().equals(lake))
                .isPresent();
    }

    /** What would have to change for the catalog to agree with the heads of these days. */
    public CatalogChange changes(CatalogTable table, Collection<LocalDate> days) {
        return changes(table, days, Set.of());
    }

    private CatalogChange changes(CatalogTable table, Collection<LocalDate> days, Set<LocalDate> sealing) {
        Map<String, CatalogPartition> set = new TreeMap<>();
        Set<String> drop = new HashSet<>();
        int schema = table.schema();
        List<LocalDate> all = List.copyOf(days);
        List<Optional<Head>> found = Fan.out(all, heads::read);
        for (int i = 0; i < all.size(); i++) {
            LocalDate day = all.get(i);
            @Nullable CatalogPartition now = table.partitions().get(Keys.iso(day));
            Optional<CatalogPartition> wanted = found.get(i).flatMap(head -> wanted(head, day, now, sealing));
            if (wanted.isEmpty() && now != null) {
                drop.add(Keys.iso(day));
            }
            if (wanted.isPresent() && differs(now, wanted.get())) {
                set.put(Keys.iso(day), wanted.get());
            }
            schema = Math.max(schema, wanted.map(CatalogPartition::schema).orElse(0));
        }
        return new CatalogChange(schema, set, drop);
    }

    /** The transaction's name alone is no reason to write: it changes with every hydrate of an open day. */
    private static boolean differs(@Nullable CatalogPartition now, CatalogPartition wanted) {
        return now == null || !now.locationUri().equals(wanted.locationUri()) || now.schema() != wanted.schema();
    }

    private Optional<CatalogPartition> wanted(
            Head head, LocalDate day, @Nullable CatalogPartition now, Set<LocalDate> sealing) {
        Pending pending = head.pending();
        if (head.state() == State.SEALING && pending != null && sealing.contains(day)) {
            return Optional.of(in(target.lake(), Keys.lakePartition(target.collection(), day), pending.files()));
        }
        if (head.state() == State.SEALING && pending != null && now != null) {
            return Optional.of(now); // between flip and last compare-and-swap both locations are right
        }
        if (head.files().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                head.state() == State.OPEN || head.state() == State.SEALING
                        ? in(target.state(), Keys.hotPartition(target.collection(), day), head.files())
                        : in(target.lake(), Keys.lakePartition(target.collection(), day), head.files()));
    }

    private static CatalogPartition in(ObjectStore store, String folder, List<FileEntry> files) {
        int schema = files.stream().mapToInt(FileEntry::schema).max().orElse(0);
        String newest = files.get(files.size() - 1).key();
        return new CatalogPartition(location(store, folder), schema, txid(newest));
    }

    private static String location(ObjectStore store, String folder) {
        String root = store.location().uri();
        return (root.endsWith("/") ? root : root + "/") + folder;
    }

    /** The transaction in a file's name: {@code {collection}-{txid}-{nn}.zstd.parquet}. */
    private static String txid(String key) {
        String[] parts = key.substring(key.lastIndexOf('/') + 1).split("-", -1);
        return parts.length > 1 ? parts[1] : "";
    }
}
