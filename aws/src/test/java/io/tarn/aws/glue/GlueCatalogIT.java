package io.tarn.aws.glue;

import static io.tarn.aws.glue.Fixture.DAY;
import static io.tarn.aws.glue.Fixture.ORDERS;
import static io.tarn.aws.glue.Fixture.TABLE;
import static io.tarn.aws.glue.Fixture.at;
import static io.tarn.aws.glue.Fixture.setting;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.aws.servers.Requests;
import io.tarn.schema.catalog.CatalogChange;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

class GlueCatalogIT {
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final String LAKE_DAY = TABLE + "year=2026/month=11/day=20/";
    private static final String PROVENANCE =
            "struct<event_id:string,received_at:timestamp,segment:string,seq:bigint,hash:bigint>";

    @TempDir
    Path directory;

    private static Map<String, String> columns(StorageDescriptor storage) {
        return storage.columns().stream().collect(Collectors.toMap(Column::name, Column::type));
    }

    @Test
    void engines_find_parquet_with_the_columns_of_the_newest_schema() {
        Fixture glue = new Fixture(directory);
        assertThat(glue.catalog().table(ORDERS)).isEmpty();
        glue.publish(setting(1, LAKE_DAY, DAY), DAY);
        Table table = glue.table();
        assertThat(table.tableType()).isEqualTo("EXTERNAL_TABLE");
        assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("year", "month", "day");
        assertThat(table.parameters())
                .containsEntry("EXTERNAL", "TRUE")
                .containsEntry("classification", "parquet")
                .containsEntry("projection.enabled", "false")
                .containsEntry("tarn.collection", "orders");
        StorageDescriptor storage = table.storageDescriptor();
        assertThat(storage.location()).isEqualTo(TABLE);
        assertThat(storage.serdeInfo().serializationLibrary())
                .isEqualTo("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe");
        assertThat(columns(storage))
                .isEqualTo(Map.of("id", "bigint", "item", "struct<sku:string>", "_rest", "string", "tarn", PROVENANCE));
        assertThat(storage.columns().get(0).comment()).isEqualTo("/id");
    }

    @Test
    void a_partition_says_where_it_is_and_what_its_files_hold() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, LAKE_DAY, DAY), DAY);
        Partition partition = glue.partition(DAY);
        assertThat(partition.storageDescriptor().location()).isEqualTo(LAKE_DAY);
        assertThat(partition.parameters())
                .isEqualTo(Map.of(
                        "tarn.txid", "tx",
                        "tarn.schema", "1",
                        "tarn.writer", "tarn",
                        "tarn.rows", "1000",
                        "numRows", "1000",
                        "totalSize", "20000",
                        "numFiles", "2"));
        assertThat(glue.catalog().table(ORDERS).orElseThrow())
                .isEqualTo(new CatalogTable("orders", 1, new TreeMap<>(Map.of(DAY.toString(), at(LAKE_DAY, 1)))));
    }

    @Test
    void numbers_of_a_day_that_grows_again_go() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, LAKE_DAY, DAY), DAY);
        CatalogPartition growing = new CatalogPartition(LAKE_DAY, 1, "ty", null);
        glue.publish(CatalogChange.setting(1, Map.of(DAY.toString(), growing)), DAY);
        assertThat(glue.partition(DAY).parameters()).containsOnlyKeys("tarn.txid", "tarn.schema", "tarn.writer");
    }

    @Test
    void a_partition_has_the_columns_of_its_files_and_the_table_those_of_the_newest() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, LAKE_DAY, DAY), DAY);
        glue.publish(setting(2, TABLE + "year=2026/month=11/day=21/", NEXT), NEXT);
        assertThat(columns(glue.table().storageDescriptor()))
                .containsEntry("item", "struct<sku:string,n:double>")
                .containsEntry("at", "date");
        assertThat(columns(glue.partition(NEXT).storageDescriptor())).containsKey("at");
        assertThat(columns(glue.partition(DAY).storageDescriptor()))
                .containsEntry("item", "struct<sku:string>")
                .doesNotContainKey("at");
    }

    @Test
    void what_is_there_already_is_not_written_again() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, LAKE_DAY, DAY), DAY);
        Map<String, Long> before = Requests.counts();
        glue.publish(CatalogChange.setting(1, Map.of()), DAY);
        assertThat(Requests.since(before)).isEqualTo(Map.of("Glue GetTable", 1L, "Glue BatchGetPartition", 1L));
        assertThat(glue.table().versionId()).isEqualTo("1");
    }

    @Test
    void what_others_wrote_stays() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, LAKE_DAY, DAY), DAY);
        Table table = glue.table();
        StorageDescriptor described = table.storageDescriptor().toBuilder()
                .columns(extended(table.storageDescriptor().columns()))
                .parameters(Map.of("owner.of", "storage"))
                .build();
        glue.server.somebody().updateTable(r -> r.databaseName(glue.database).tableInput(t -> t.name("orders")
                .description("Orders of the shop")
                .owner("finance")
                .retention(7)
                .partitionKeys(table.partitionKeys())
                .tableType(table.tableType())
                .parameters(with(table.parameters(), "team", "shop"))
                .storageDescriptor(described)));
        Partition partition = glue.partition(DAY);
        glue.server.somebody().updatePartition(r -> r.databaseName(glue.database)
                .tableName("orders")
                .partitionValueList(partition.values())
                .partitionInput(p -> p.values(partition.values())
                        .parameters(with(partition.parameters(), "checked", "yes"))
                        .storageDescriptor(partition.storageDescriptor().toBuilder()
                                .columns(extended(partition.storageDescriptor().columns()))
                                .build())));

        glue.publish(setting(2, LAKE_DAY, DAY), DAY);
        Table after = glue.table();
        assertThat(after.description()).isEqualTo("Orders of the shop");
        assertThat(after.owner()).isEqualTo("finance");
        assertThat(after.retention()).isEqualTo(7);
        assertThat(after.parameters()).containsEntry("team", "shop").containsEntry("tarn.schema", "2");
        assertThat(after.storageDescriptor().parameters()).containsEntry("owner.of", "storage");
        assertThat(after.storageDescriptor().columns())
                .extracting(Column::name)
                .containsExactly("id", "item", "at", "_rest", "tarn", "theirs");
        assertThat(after.storageDescriptor().columns().get(0).comment()).isEqualTo("the order's number");
        assertThat(glue.partition(DAY).parameters())
                .containsEntry("checked", "yes")
                .containsEntry("tarn.schema", "2");
        assertThat(columns(glue.partition(DAY).storageDescriptor()))
                .containsEntry("theirs", "int")
                .containsEntry("at", "date");
    }

    /** With a column of somebody else's, and with a comment of his about ours. */
    private static List<Column> extended(List<Column> ours) {
        List<Column> columns = new java.util.ArrayList<>(ours);
        columns.set(0, ours.get(0).toBuilder().comment("the order's number").build());
        columns.add(Column.builder().name("theirs").type("int").build());
        return columns;
    }

    private static Map<String, String> with(Map<String, String> some, String key, String value) {
        Map<String, String> all = new TreeMap<>(some);
        all.put(key, value);
        return all;
    }

    @Test
    void a_table_version_is_kept_only_where_columns_differ() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, LAKE_DAY, DAY), DAY);
        Table table = glue.table();
        glue.server.somebody().updateTable(r -> r.databaseName(glue.database)
                .skipArchive(true)
                .tableInput(t -> t.name("orders")
                        .partitionKeys(table.partitionKeys())
                        .tableType(table.tableType())
                        .parameters(with(table.parameters(), "projection.enabled", "true"))
                        .storageDescriptor(table.storageDescriptor())));
        int versions = versions(glue);
        glue.publish(CatalogChange.setting(1, Map.of()));
        assertThat(glue.table().parameters()).containsEntry("projection.enabled", "false");
        assertThat(versions(glue)).isEqualTo(versions);
        glue.publish(CatalogChange.setting(2, Map.of()));
        assertThat(versions(glue)).isEqualTo(versions + 1);
    }

    private static int versions(Fixture glue) {
        return glue.server
                .somebody()
                .getTableVersions(r -> r.databaseName(glue.database).tableName("orders"))
                .tableVersions()
                .size();
    }

    @Test
    void what_was_altered_by_hand_counts_as_old_and_is_mended() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, LAKE_DAY, DAY), DAY);
        Table table = glue.table();
        Column wrong = Column.builder().name("id").type("int").build();
        List<Column> altered =
                new java.util.ArrayList<>(table.storageDescriptor().columns());
        altered.set(0, wrong);
        glue.server.somebody().updateTable(r -> r.databaseName(glue.database).tableInput(t -> t.name("orders")
                .partitionKeys(table.partitionKeys())
                .tableType(table.tableType())
                .parameters(table.parameters())
                .storageDescriptor(
                        table.storageDescriptor().toBuilder().columns(altered).build())));
        Partition partition = glue.partition(DAY);
        glue.server.somebody().updatePartition(r -> r.databaseName(glue.database)
                .tableName("orders")
                .partitionValueList(partition.values())
                .partitionInput(p -> p.values(partition.values())
                        .parameters(partition.parameters())
                        .storageDescriptor(partition.storageDescriptor().toBuilder()
                                .columns(wrong)
                                .build())));
        CatalogTable seen = glue.catalog().table(ORDERS, List.of(DAY)).orElseThrow();
        assertThat(seen.schema()).isZero();
        assertThat(seen.partitions().values())
                .extracting(CatalogPartition::schema)
                .containsExactly(0);

        glue.publish(setting(1, LAKE_DAY, DAY), DAY);
        assertThat(columns(glue.table().storageDescriptor())).containsEntry("id", "bigint");
        assertThat(columns(glue.partition(DAY).storageDescriptor())).containsEntry("id", "bigint");
    }

    @Test
    void partitions_of_somebody_else_are_neither_shown_nor_dropped_but_taken_where_a_day_needs_the_place() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, LAKE_DAY, DAY), DAY);
        glue.server.somebody().batchCreatePartition(r -> r.databaseName(glue.database)
                .tableName("orders")
                .partitionInputList(
                        p -> p.values("2026", "11", "21").storageDescriptor(s -> s.location("s3://by/hand/")),
                        p -> p.values("legacy", "x", "y").storageDescriptor(s -> s.location("s3://other/"))));
        assertThat(glue.catalog().table(ORDERS).orElseThrow().partitions()).containsOnlyKeys(DAY.toString());
        glue.publish(new CatalogChange(1, Map.of(), Set.of(NEXT.toString())), NEXT);
        assertThat(glue.partition(NEXT).storageDescriptor().location()).isEqualTo("s3://by/hand/");
        glue.publish(setting(1, "s3://bucket/hot/", NEXT), NEXT);
        assertThat(glue.partition(NEXT).storageDescriptor().location()).isEqualTo("s3://bucket/hot/");
        glue.publish(new CatalogChange(1, Map.of(), Set.of(NEXT.toString())), NEXT);
        assertThat(glue.catalog().table(ORDERS).orElseThrow().partitions()).containsOnlyKeys(DAY.toString());
    }

    @Test
    void thousands_of_days_are_written_in_batches() {
        Fixture glue = new Fixture(directory);
        LocalDate[] days = DAY.minusDays(1_099).datesUntil(DAY.plusDays(1)).toArray(LocalDate[]::new);
        Map<String, Long> before = Requests.counts();
        glue.catalog()
                .publish(
                        ORDERS,
                        List.of(days),
                        (table, some) -> setting(1, "s3://bucket/first/", some.toArray(LocalDate[]::new)));
        assertThat(Requests.since(before)).containsEntry("Glue BatchCreatePartition", 11L);
        glue.catalog()
                .publish(
                        ORDERS,
                        List.of(days),
                        (table, some) -> setting(1, "s3://bucket/second/", some.toArray(LocalDate[]::new)));
        assertThat(Requests.since(before)).containsEntry("Glue BatchUpdatePartition", 11L);
        assertThat(glue.catalog().table(ORDERS).orElseThrow().partitions().values())
                .hasSize(1_100)
                .extracting(CatalogPartition::locationUri)
                .containsOnly("s3://bucket/second/");
        glue.catalog()
                .publish(
                        ORDERS,
                        List.of(days),
                        (table, some) -> new CatalogChange(
                                1,
                                Map.of(),
                                some.stream().map(LocalDate::toString).collect(Collectors.toSet())));
        assertThat(Requests.since(before)).containsEntry("Glue BatchDeletePartition", 44L);
        assertThat(glue.catalog().table(ORDERS).orElseThrow().partitions()).isEmpty();
    }
}
