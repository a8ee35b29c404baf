package io.tarn.aws.glue;

import io.tarn.core.CollectionName;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.catalog.Catalog;
import io.tarn.schema.catalog.CatalogChange;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogTable;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * Tables in a database of AWS Glue: one per collection, with its newest schema, and one registered partition per day,
 * with the columns that its files hold. Thread-safe.
 *
 * <p>The table is changed by compare-and-swap ({@code VersionId}); a partition cannot be. So what is to become of
 * partitions is decided, from the heads, at most a minute before each request leaves, and no request is sent again
 * without another look (architecture, section 6, "Catalog writes cannot be fenced"). Parameters and columns that others
 * wrote are kept.
 */
public final class GlueCatalog implements Catalog {
    /**
     * No write takes effect later than so long after it was decided: a minute until it leaves, a minute for the call,
     * and a signature lives for a quarter of an hour at most.
     */
    private static final Duration SETTLING = Duration.ofMinutes(15);

    /** Days that are decided at once, so that what follows from one look is written within a minute. */
    private static final int TURN = 500;

    private final GlueTables tables;
    private final GluePartitions partitions;
    private final LongSupplier nanos;
    private final Clock clock;
    private final Duration pause;

    /** @param locations URI of the directory of a collection's table */
    GlueCatalog(
            GlueClients clients, String database, SchemaRegistry schemas, Function<CollectionName, String> locations) {
        this(clients, database, schemas, locations, System::nanoTime, Clock.systemUTC(), Duration.ofMillis(200));
    }

    GlueCatalog(
            GlueClients clients,
            String database,
            SchemaRegistry schemas,
            Function<CollectionName, String> locations,
            LongSupplier nanos,
            Clock clock,
            Duration pause) {
        TableShape shape = new TableShape(schemas, locations);
        this.tables = new GlueTables(clients, database, shape);
        this.partitions = new GluePartitions(clients, database, new PartitionShape(schemas));
        this.nanos = nanos;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Optional<CatalogTable> table(CollectionName collection) {
        return tables.read(collection).map(table -> view(collection, table, partitions.all(collection)));
    }

    @Override
    public Optional<CatalogTable> table(CollectionName collection, Collection<LocalDate> days) {
        return tables.read(collection).map(table -> view(collection, table, partitions.of(collection, days)));
    }

    private CatalogTable view(CollectionName collection, Table table, GluePartitions.Seen seen) {
        SortedMap<String, CatalogPartition> days = new TreeMap<>(seen.partitions());
        return new CatalogTable(collection.value(), tables.schema(collection, table), days);
    }

    /** False: a table that Glue gives can be read. */
    @Override
    public boolean restore(CollectionName collection, CatalogTable table) {
        return false;
    }

    @Override
    public Duration settling(CollectionName collection) {
        return SETTLING;
    }

    @Override
    public void publish(CollectionName collection, Collection<LocalDate> days, Decision decision) {
        List<LocalDate> all = days.stream().sorted().distinct().toList();
        List<List<LocalDate>> turns = new ArrayList<>();
        for (int from = 0; from < all.size(); from += TURN) {
            turns.add(all.subList(from, Math.min(all.size(), from + TURN)));
        }
        for (List<LocalDate> some : turns.isEmpty() ? List.of(all) : turns) {
            Attempts attempts = new Attempts(pause);
            while (!round(collection, some, decision, attempts)) {
                attempts.pause();
            }
        }
    }

    /** False where it must be looked at, decided and tried again. */
    private boolean round(CollectionName collection, List<LocalDate> days, Decision decision, Attempts attempts) {
        try {
            Optional<Table> table = tables.read(collection);
            GluePartitions.Seen seen =
                    table.isPresent() ? partitions.of(collection, days) : GluePartitions.Seen.NOTHING;
            CatalogTable before = table.map(now -> view(collection, now, seen))
                    .orElseGet(() -> new CatalogTable(collection.value(), 0, new TreeMap<>()));
            // The heads are read by the decision, so its age begins before it.
            Decided decided = new Decided(nanos, clock);
            CatalogChange change = decision.of(before, days);
            if (table.isEmpty() && change.schema() == 0 && change.set().isEmpty()) {
                return true;
            }
            tables.write(collection, table, change.schema(), decided);
            List<ItemFailure> failures = partitions.write(collection, seen, change, decided);
            failures.forEach(failure -> attempts.failed(collection, failure));
            return failures.isEmpty();
        } catch (SdkException e) {
            attempts.failed(collection, e);
            return false;
        }
    }
}
