package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.head.Pending;
import io.tarn.core.head.Pending.Kind;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.schema.catalog.Catalog;
import io.tarn.schema.catalog.CatalogChange;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogPartition.Contents;
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
        catalog.publish(target.collection(), days, (table, some) -> {
            Map<String, CatalogPartition> set = new TreeMap<>();
            for (LocalDate day : some) {
                CatalogPartition now = table.partitions().get(Keys.iso(day));
                if (now != null && now.schema() < schema) {
                    set.put(Keys.iso(day), new CatalogPartition(now.locationUri(), schema, now.txid(), now.contents()));
                }
            }
            return CatalogChange.setting(schema, set);
        });
    }

    /** Points the partitions of these days where their heads say. */
    public void reconcile(Collection<LocalDate> days) {
        catalog.publish(target.collection(), days, (table, some) -> changes(table, some, Map.of()));
    }

    /** Points the partitions of days whose transactions are complete, but for their last compare-and-swap, there. */
    void flip(Map<LocalDate, Pending> complete) {
        catalog.publish(target.collection(), complete.keySet(), (table, some) -> changes(table, some, complete));
    }

    /** True where the catalog shows the day where these files are. */
    boolean shows(LocalDate day, List<FileEntry> files) {
        String location = place(files);
        return catalog.table(target.collection(), List.of(day))
                .map(table -> table.partitions().get(Keys.iso(day)))
                .filter(partition -> partition.locationUri().equals(location))
                .isPresent();
    }

    /** What would have to change for the catalog to agree with the heads of these days. */
    public CatalogChange changes(CatalogTable table, Collection<LocalDate> days) {
        return changes(table, days, Map.of());
    }

    private CatalogChange changes(CatalogTable table, Collection<LocalDate> days, Map<LocalDate, Pending> complete) {
        Map<String, CatalogPartition> set = new TreeMap<>();
        Set<String> drop = new HashSet<>();
        int schema = table.schema();
        List<LocalDate> all = List.copyOf(days);
        List<Optional<Head>> found = Fan.out(all, heads::read);
        for (int i = 0; i < all.size(); i++) {
            LocalDate day = all.get(i);
            @Nullable CatalogPartition now = table.partitions().get(Keys.iso(day));
            Optional<CatalogPartition> wanted = found.get(i).flatMap(head -> wanted(head, now, complete.get(day)));
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

    /** The name of an open day's transaction alone is no reason to write: it changes with every hydrate. */
    private static boolean differs(@Nullable CatalogPartition now, CatalogPartition wanted) {
        return now == null
                || !now.locationUri().equals(wanted.locationUri())
                || now.schema() != wanted.schema()
                || wanted.contents() != null && !now.equals(wanted);
    }

    /**
     * Where the head's files are, but for a transaction that moves the day: readers are sent to its files once it is
     * complete, and from then to its last compare-and-swap both places are right.
     */
    private Optional<CatalogPartition> wanted(Head head, @Nullable CatalogPartition now, @Nullable Pending complete) {
        Pending pending = head.pending();
        if (pending != null && pending.kind() != Kind.APPEND) {
            CatalogPartition moved = in(pending.files(), false);
            boolean flips = complete != null
                    && complete.kind() == pending.kind()
                    && complete.files().equals(pending.files());
            if (flips || now != null && now.locationUri().equals(moved.locationUri())) {
                return Optional.of(moved);
            }
        }
        boolean grows = head.state() == State.OPEN || head.state() == State.SEALING;
        return head.files().isEmpty() ? Optional.empty() : Optional.of(in(head.files(), grows));
    }

    private CatalogPartition in(List<FileEntry> files, boolean grows) {
        int schema = files.stream().mapToInt(FileEntry::schema).max().orElse(0);
        String txid = Keys.txid(files.get(files.size() - 1).key());
        return new CatalogPartition(place(files), schema, txid, grows ? null : contents(files));
    }

    private static Contents contents(List<FileEntry> files) {
        long rows = files.stream().mapToLong(FileEntry::rows).sum();
        return new Contents(
                files.size(), rows, files.stream().mapToLong(FileEntry::size).sum());
    }

    private String place(List<FileEntry> files) {
        FileEntry newest = files.get(files.size() - 1);
        ObjectStore store = newest.root() == Root.LAKE ? target.lake() : target.state();
        return location(store, Keys.folder(newest.key()));
    }

    private static String location(ObjectStore store, String folder) {
        String root = store.location().uri();
        return (root.endsWith("/") ? root : root + "/") + folder;
    }
}
