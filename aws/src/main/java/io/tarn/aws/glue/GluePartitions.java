package io.tarn.aws.glue;

import io.tarn.core.CollectionName;
import io.tarn.schema.catalog.CatalogChange;
import io.tarn.schema.catalog.CatalogPartition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/** The partitions of a table, many in a request: Glue takes 1,000 to read, 100 to make or change, 25 to drop. */
final class GluePartitions {
    private static final int READ = 1_000;
    private static final int WRITTEN = 100;
    private static final int DROPPED = 25;

    /** More days than this are looked up in a listing without columns, of which there may be a thousand each. */
    private static final int ASKED_FOR = 100;

    private final GlueClients clients;
    private final String database;
    private final PartitionShape shape;

    GluePartitions(GlueClients clients, String database, PartitionShape shape) {
        this.clients = clients;
        this.database = database;
        this.shape = shape;
    }

    /**
     * What was found.
     *
     * @param partitions by day, those that Tarn wrote
     * @param whole by day, whoever wrote them, with their columns
     * @param complete whether {@code whole} has all that were asked for
     */
    record Seen(Map<String, CatalogPartition> partitions, Map<String, Partition> whole, boolean complete) {
        static final Seen NOTHING = new Seen(Map.of(), Map.of(), true);
    }

    /** All of a table; none where it is gone. */
    Seen all(CollectionName collection) {
        Map<String, CatalogPartition> found = new TreeMap<>();
        try {
            for (GetPartitionsResponse page : clients.reading().getPartitionsPaginator(r -> r.databaseName(database)
                    .tableName(collection.value())
                    .excludeColumnSchema(true)
                    .maxResults(READ))) {
                page.partitions().forEach(partition -> put(found, collection, partition, false));
            }
        } catch (EntityNotFoundException gone) {
            return Seen.NOTHING;
        } catch (SdkException e) {
            throw GlueFailures.reading(e, "Glue's partitions of " + database + "." + collection);
        }
        return new Seen(found, Map.of(), false);
    }

    /** Those of these days at least. */
    Seen of(CollectionName collection, Collection<LocalDate> days) {
        if (days.size() > ASKED_FOR) {
            return all(collection);
        }
        Map<String, Partition> whole;
        try {
            whole = whole(collection, days);
        } catch (EntityNotFoundException gone) {
            return Seen.NOTHING;
        } catch (SdkException e) {
            throw GlueFailures.reading(e, "Glue's partitions of " + database + "." + collection);
        }
        Map<String, CatalogPartition> found = new TreeMap<>();
        whole.values().forEach(partition -> put(found, collection, partition, true));
        return new Seen(found, whole, true);
    }

    private void put(
            Map<String, CatalogPartition> found, CollectionName collection, Partition partition, boolean columns) {
        PartitionShape.day(partition.values())
                .ifPresent(day -> shape.seen(collection, partition, columns).ifPresent(seen -> found.put(day, seen)));
    }

    private Map<String, Partition> whole(CollectionName collection, Collection<LocalDate> days) {
        Map<String, Partition> found = new HashMap<>();
        List<PartitionValueList> open = days.stream()
                .map(day -> PartitionValueList.builder()
                        .values(PartitionShape.values(day))
                        .build())
                .toList();
        while (!open.isEmpty()) {
            List<PartitionValueList> asked = open;
            BatchGetPartitionResponse answer = clients.reading().batchGetPartition(r -> r.databaseName(database)
                    .tableName(collection.value())
                    .partitionsToGet(asked));
            answer.partitions().forEach(partition -> PartitionShape.day(partition.values())
                    .ifPresent(day -> found.put(day, partition)));
            open = answer.unprocessedKeys();
        }
        return found;
    }

    /**
     * Makes a change in as many requests as it takes. All are tried.
     *
     * @return what was refused, day by day
     * @throws SdkException what the next look may mend
     */
    List<ItemFailure> write(CollectionName collection, Seen seen, CatalogChange change, Decided decided) {
        List<ItemFailure> failures = new ArrayList<>();
        List<LocalDate> set =
                change.set().keySet().stream().map(LocalDate::parse).sorted().toList();
        for (List<LocalDate> some : Batches.of(set, WRITTEN, day -> 0)) {
            Map<String, Partition> now = seen.complete() ? seen.whole() : whole(collection, some);
            set(collection, some, change.set(), now, decided, failures);
        }
        List<LocalDate> dropped = change.drop().stream()
                .filter(seen.partitions()::containsKey)
                .map(LocalDate::parse)
                .sorted()
                .toList();
        for (List<LocalDate> some : Batches.of(dropped, DROPPED, day -> 0)) {
            drop(collection, some, decided, failures);
        }
        return failures;
    }

    private void set(
            CollectionName collection,
            List<LocalDate> days,
            Map<String, CatalogPartition> wanted,
            Map<String, Partition> now,
            Decided decided,
            List<ItemFailure> failures) {
        List<PartitionInput> made = new ArrayList<>();
        List<PartitionInput> changed = new ArrayList<>();
        for (LocalDate day : days) {
            @Nullable Partition old = now.get(day.toString());
            PartitionInput input = shape.input(
                    collection,
                    day,
                    Optional.ofNullable(wanted.get(day.toString())).orElseThrow(),
                    old);
            (old == null ? made : changed).add(input);
        }
        Batches.of(made, WRITTEN, Batches::bytes).forEach(some -> create(collection, some, decided, failures));
        Batches.of(changed, WRITTEN, Batches::bytes).forEach(some -> update(collection, some, decided, failures));
    }

    private void create(
            CollectionName collection, List<PartitionInput> some, Decided decided, List<ItemFailure> failures) {
        clients.writing()
                .batchCreatePartition(r -> r.databaseName(database)
                        .tableName(collection.value())
                        .partitionInputList(some)
                        .overrideConfiguration(decided::on))
                .errors()
                .forEach(error -> failures.add(failure(error.partitionValues(), error.errorDetail())));
    }

    private void update(
            CollectionName collection, List<PartitionInput> some, Decided decided, List<ItemFailure> failures) {
        List<BatchUpdatePartitionRequestEntry> entries = some.stream()
                .map(input -> BatchUpdatePartitionRequestEntry.builder()
                        .partitionValueList(input.values())
                        .partitionInput(input)
                        .build())
                .toList();
        clients.writing()
                .batchUpdatePartition(r -> r.databaseName(database)
                        .tableName(collection.value())
                        .entries(entries)
                        .overrideConfiguration(decided::on))
                .errors()
                .forEach(error -> failures.add(failure(error.partitionValueList(), error.errorDetail())));
    }

    private void drop(CollectionName collection, List<LocalDate> some, Decided decided, List<ItemFailure> failures) {
        List<PartitionValueList> values = some.stream()
                .map(day -> PartitionValueList.builder()
                        .values(PartitionShape.values(day))
                        .build())
                .toList();
        clients
                .writing()
                .batchDeletePartition(r -> r.databaseName(database)
                        .tableName(collection.value())
                        .partitionsToDelete(values)
                        .overrideConfiguration(decided::on))
                .errors()
                .stream()
                .map(error -> failure(error.partitionValues(), error.errorDetail()))
                // Somebody else dropped it: that is what was wanted.
                .filter(failure -> !failure.code().equals("EntityNotFoundException"))
                .forEach(failures::add);
    }

    private static ItemFailure failure(List<String> values, ErrorDetail detail) {
        return new ItemFailure(
                String.join("-", values), String.valueOf(detail.errorCode()), String.valueOf(detail.errorMessage()));
    }
}
