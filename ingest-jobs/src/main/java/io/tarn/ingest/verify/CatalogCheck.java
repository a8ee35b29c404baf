package io.tarn.ingest.verify;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.head.Pending;
import io.tarn.core.head.Pending.Kind;
import io.tarn.core.key.Keys;
import io.tarn.core.store.StoreLocation;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether query engines are sent where the heads say that the days are. Pure. */
final class CatalogCheck {
    private static final String SYNC = "Run 'tarn catalog sync'; it makes the catalog agree with the heads";

    private final CollectionState collection;
    private final StoreLocation lake;
    private final StoreLocation state;
    private final Findings findings;

    CatalogCheck(CollectionState collection, StoreLocation lake, StoreLocation state, Findings findings) {
        this.collection = collection;
        this.lake = lake;
        this.state = state;
        this.findings = findings;
    }

    void run(Optional<CatalogTable> table) {
        SortedMap<String, CatalogPartition> partitions =
                table.map(CatalogTable::partitions).orElseGet(TreeMap::new);
        for (Map.Entry<LocalDate, Head> day : collection.heads().entrySet()) {
            CatalogPartition partition = partitions.get(Keys.iso(day.getKey()));
            Head head = day.getValue();
            if (head.files().isEmpty()) {
                continue;
            }
            if (partition == null) {
                problem(day.getKey().toString(), "no partition; the head has " + head.rows() + " rows to show");
            } else if (!rightPlace(head, partition.locationUri())) {
                problem(
                        day.getKey().toString(),
                        "the partition points at " + partition.locationUri() + ", and the day's files (" + head.state()
                                + ") are not there");
            } else {
                schema(
                        day.getKey(),
                        head,
                        partition,
                        table.map(CatalogTable::schema).orElse(0));
            }
        }
        partitions.forEach((day, partition) -> {
            Head head = collection.heads().get(LocalDate.parse(day));
            if (head == null || head.files().isEmpty() && head.pending() == null) {
                problem(day, "the partition points at " + partition.locationUri() + ", and the day has no files");
            }
        });
    }

    /** Where the head's files are, or, while a transaction moves the day, where that one brings it. */
    private boolean rightPlace(Head head, String location) {
        Pending pending = head.pending();
        return location.equals(place(head.files()))
                || pending != null && pending.kind() != Kind.APPEND && location.equals(place(pending.files()));
    }

    private String place(List<FileEntry> files) {
        FileEntry newest = files.get(files.size() - 1);
        return uri(newest.root() == Root.LAKE ? lake : state, Keys.folder(newest.key()));
    }

    private void schema(LocalDate day, Head head, CatalogPartition partition, int table) {
        int newest = head.files().stream().mapToInt(FileEntry::schema).max().orElse(0);
        if (head.state() != State.SEALING && (partition.schema() < newest || table < newest)) {
            problem(
                    day.toString(),
                    "the partition has the columns of schema " + partition.schema() + ", the table of " + table
                            + ", and the day's files have " + newest);
        }
    }

    private void problem(String day, String what) {
        findings.problem("catalog", day, Keys.catalogTable(collection.collection()), what, SYNC);
    }

    private static String uri(StoreLocation root, String folder) {
        return root.uri().endsWith("/") ? root.uri() + folder : root.uri() + "/" + folder;
    }
}
