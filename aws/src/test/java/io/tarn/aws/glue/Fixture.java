package io.tarn.aws.glue;

import io.tarn.aws.client.AwsClients;
import io.tarn.aws.client.CallLimits;
import io.tarn.aws.servers.GlueServer;
import io.tarn.core.CollectionName;
import io.tarn.core.store.AwsAccess;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.schema.Column;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.TableSchema;
import io.tarn.schema.catalog.CatalogChange;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogPartition.Contents;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

/** A database of its own on the Glue server, and two schema versions of one collection. */
final class Fixture {
    static final CollectionName ORDERS = new CollectionName("orders");
    static final String TABLE = "s3://bucket/lake/orders/";
    static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    final GlueServer server = GlueServer.shared();
    final String database;
    /** Milliseconds since the process began, and since 2026-11-22: they go on when a test says so. */
    final AtomicLong elapsed = new AtomicLong();

    final AtomicLong wall = new AtomicLong();
    private final SchemaRegistry schemas;

    Fixture(Path directory) {
        this(directory, null);
    }

    Fixture(Path directory, @Nullable String database) {
        this.database = database == null ? server.newDatabase() : database;
        ObjectStore state = Stores.open(Stores.local(directory));
        this.schemas = new SchemaRegistry(state);
        Column id = column("id", Scalar.BIGINT);
        Column item = column("item", new ColumnType.Struct(List.of(column("sku", Scalar.STRING))));
        schemas.commit(ORDERS, new TableSchema(1, 1, new ColumnType.Struct(List.of(id, item))));
        Column grown = column(
                "item", new ColumnType.Struct(List.of(column("sku", Scalar.STRING), column("n", Scalar.DOUBLE))));
        schemas.commit(
                ORDERS, new TableSchema(2, 1, new ColumnType.Struct(List.of(id, grown, column("at", Scalar.DATE)))));
    }

    private static Column column(String name, ColumnType type) {
        return new Column(name, name, Variant.PLAIN, type, false);
    }

    GlueCatalog catalog() {
        return catalog(server.access());
    }

    GlueCatalog catalog(AwsAccess access) {
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.parse("2026-11-22T00:00:00Z").plusMillis(wall.get());
            }
        };
        GlueClients clients = new GlueClients(
                AwsClients.configure(GlueClient.builder(), access, CallLimits.STANDARD)
                        .build(),
                Decided.guard(AwsClients.configure(GlueClient.builder(), access, CallLimits.ONCE))
                        .build());
        return new GlueCatalog(
                clients,
                database,
                schemas,
                collection -> TABLE,
                () -> elapsed.get() * 1_000_000,
                clock,
                Duration.ofMillis(2));
    }

    /** Sets days at a place, with a schema. */
    static CatalogChange setting(int schema, String place, LocalDate... days) {
        Map<String, CatalogPartition> set = new java.util.TreeMap<>();
        Stream.of(days).forEach(day -> set.put(day.toString(), at(place, schema)));
        return CatalogChange.setting(schema, set);
    }

    static CatalogPartition at(String place, int schema) {
        return new CatalogPartition(place, schema, "tx", new Contents(2, 1_000, 20_000));
    }

    void publish(CatalogChange change, LocalDate... days) {
        catalog().publish(ORDERS, List.of(days), (table, some) -> change);
    }

    Table table() {
        return server.somebody()
                .getTable(r -> r.databaseName(database).name("orders"))
                .table();
    }

    Partition partition(LocalDate day) {
        return server.somebody()
                .getPartition(
                        r -> r.databaseName(database).tableName("orders").partitionValues(PartitionShape.values(day)))
                .partition();
    }
}
