package io.tarn.aws.glue;

import static io.tarn.aws.glue.Fixture.DAY;
import static io.tarn.aws.glue.Fixture.ORDERS;
import static io.tarn.aws.glue.Fixture.TABLE;
import static io.tarn.aws.glue.Fixture.setting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.store.AwsAccess;
import io.tarn.schema.catalog.CatalogChange;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

class GlueFailuresIT {
    private static final LocalDate NEXT = DAY.plusDays(1);

    @TempDir
    Path directory;

    private static void fails(ThrowingCallable call, ExitCode code, String... parts) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TarnException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(code);
            assertThat(e.getMessage()).contains(parts);
        });
    }

    private static void tableBySomebody(Fixture glue, Map<String, String> parameters, String location) {
        glue.server.somebody().createDatabase(r -> r.databaseInput(d -> d.name(glue.database)));
        glue.server.somebody().createTable(r -> r.databaseName(glue.database)
                .tableInput(t -> t.name("orders").parameters(parameters).storageDescriptor(s -> s.location(location))));
    }

    @Test
    void a_table_that_somebody_else_made_is_refused_and_left_alone() {
        Fixture glue = new Fixture(directory);
        tableBySomebody(glue, Map.of("team", "shop"), TABLE);
        Table before = glue.table();
        fails(
                () -> glue.publish(setting(1, TABLE, DAY), DAY),
                ExitCode.CONFIGURATION,
                "is not this lake's: it has no property 'tarn.collection', so that somebody else made it. Name another"
                        + " 'catalog.database', or drop or rename the table");
        fails(() -> glue.catalog().table(ORDERS), ExitCode.CONFIGURATION, "tarn.collection");
        assertThat(glue.table()).isEqualTo(before);
    }

    @Test
    void a_table_of_another_lake_is_refused() {
        Fixture glue = new Fixture(directory);
        tableBySomebody(glue, Map.of("tarn.collection", "orders"), "s3://elsewhere/orders/");
        fails(
                () -> glue.publish(setting(1, TABLE, DAY), DAY),
                ExitCode.CONFIGURATION,
                "its files are in s3://elsewhere/orders/, and the collection's in " + TABLE);
    }

    @Test
    void rights_that_are_missing_are_named() {
        Fixture glue = new Fixture(directory, "denied");
        fails(
                () -> glue.publish(setting(1, TABLE, DAY), DAY),
                ExitCode.DENIED,
                "Glue table denied.orders is denied: ",
                "glue:GetTable",
                "tarn doctor --policy");
    }

    @Test
    void a_quota_that_is_used_up_is_told() {
        Fixture glue = new Fixture(directory, "full");
        fails(
                () -> glue.publish(setting(1, TABLE, DAY), DAY),
                ExitCode.CONFIGURATION,
                "the account's quota is used up",
                "ask Amazon for a higher quota");
    }

    @Test
    void throttling_is_waited_for_and_given_up_in_the_end() {
        Fixture glue = new Fixture(directory, "throttled");
        List<LocalDate> decisions = new ArrayList<>();
        fails(
                () -> glue.catalog().publish(ORDERS, List.of(DAY), (table, days) -> {
                    decisions.addAll(days);
                    return setting(1, TABLE, DAY);
                }),
                ExitCode.UNEXPECTED,
                "Glue refused it 10 times in a row",
                "Rate exceeded",
                "fewer runs at once help");
        assertThat(decisions).hasSize(10); // not one is sent again without another look
    }

    @Test
    void missing_credentials_are_told() {
        Fixture glue = new Fixture(directory);
        AwsAccess nobody = new AwsAccess("us-east-1", "nobody", null, glue.server.endpoint());
        fails(
                () -> glue.catalog(nobody).table(ORDERS),
                ExitCode.DENIED,
                "cannot be reached: the credentials are missing, expired or wrong",
                "catalog.profile");
    }

    @Test
    void a_table_that_others_change_meanwhile_is_read_again() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, TABLE, DAY), DAY);
        List<Integer> seen = new ArrayList<>();
        glue.catalog().publish(ORDERS, List.of(), (table, days) -> {
            seen.add(table.schema());
            if (seen.size() == 1) {
                somebodyAdds(glue, "team", "shop");
            }
            return CatalogChange.setting(2, Map.of());
        });
        assertThat(seen).hasSize(2);
        assertThat(glue.table().parameters()).containsEntry("team", "shop").containsEntry("tarn.schema", "2");
    }

    private static void somebodyAdds(Fixture glue, String key, String value) {
        Table table = glue.table();
        Map<String, String> parameters = new java.util.HashMap<>(table.parameters());
        parameters.put(key, value);
        glue.server.somebody().updateTable(r -> r.databaseName(glue.database).tableInput(t -> t.name("orders")
                .partitionKeys(table.partitionKeys())
                .tableType(table.tableType())
                .parameters(parameters)
                .storageDescriptor(table.storageDescriptor())));
    }

    @Test
    void partitions_that_others_make_or_drop_meanwhile_are_changed_or_made() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, "s3://bucket/hot/", DAY), DAY);
        List<Integer> rounds = new ArrayList<>();
        glue.catalog().publish(ORDERS, List.of(DAY, NEXT), (table, days) -> {
            if (rounds.isEmpty()) {
                glue.server.somebody().deletePartition(r -> r.databaseName(glue.database)
                        .tableName("orders")
                        .partitionValues(PartitionShape.values(DAY)));
                glue.server.somebody().createPartition(r -> r.databaseName(glue.database)
                        .tableName("orders")
                        .partitionInput(p -> p.values(PartitionShape.values(NEXT))
                                .parameters(Map.of("theirs", "yes"))
                                .storageDescriptor(s -> s.location("s3://by/hand/"))));
            }
            rounds.add(1);
            return setting(1, TABLE, DAY, NEXT);
        });
        assertThat(rounds).hasSize(2);
        assertThat(glue.partition(DAY).storageDescriptor().location()).isEqualTo(TABLE);
        assertThat(glue.partition(NEXT).storageDescriptor().location()).isEqualTo(TABLE);
        assertThat(glue.partition(NEXT).parameters()).containsEntry("theirs", "yes");
    }

    @Test
    void a_table_that_somebody_drops_is_made_again() {
        Fixture glue = new Fixture(directory);
        glue.publish(setting(1, TABLE, DAY), DAY);
        List<Integer> rounds = new ArrayList<>();
        glue.catalog().publish(ORDERS, List.of(DAY), (table, days) -> {
            if (rounds.isEmpty()) {
                glue.server.somebody().deleteTable(r -> r.databaseName(glue.database)
                        .name("orders"));
            }
            rounds.add(1);
            return setting(2, TABLE, DAY);
        });
        assertThat(glue.catalog().table(ORDERS).orElseThrow().partitions()).containsOnlyKeys(DAY.toString());
    }

    @Test
    void of_a_batch_that_fails_in_part_the_rest_is_done_and_the_day_is_named() {
        Fixture glue = new Fixture(directory);
        glue.publish(CatalogChange.setting(1, Map.of()));
        somebodyAdds(glue, "test.refuse", "AccessDeniedException " + NEXT);
        fails(
                () -> glue.publish(setting(1, TABLE, DAY, NEXT), DAY, NEXT),
                ExitCode.DENIED,
                "Glue partition orders 2026-11-21 is denied: refused by the test");
        assertThat(glue.partition(DAY).storageDescriptor().location()).isEqualTo(TABLE);
        somebodyAdds(glue, "test.refuse", "InvalidInputException " + NEXT);
        fails(
                () -> glue.publish(setting(1, TABLE, NEXT), NEXT),
                ExitCode.UNEXPECTED,
                "Glue partition orders 2026-11-21 cannot be read or written: InvalidInputException, refused by the test");
    }

    @Test
    void one_day_that_is_throttled_is_tried_again_alone() {
        Fixture glue = new Fixture(directory);
        glue.publish(CatalogChange.setting(1, Map.of()));
        somebodyAdds(glue, "test.refuse", "ThrottlingException " + NEXT);
        List<java.util.Set<String>> seen = new ArrayList<>();
        glue.catalog().publish(ORDERS, List.of(DAY, NEXT), (table, days) -> {
            seen.add(table.partitions().keySet());
            if (seen.size() == 3) {
                somebodyAdds(glue, "test.refuse", "");
            }
            return table.partitions().containsKey(DAY.toString())
                    ? setting(1, TABLE, NEXT)
                    : setting(1, TABLE, DAY, NEXT);
        });
        assertThat(seen.get(1)).containsExactly(DAY.toString());
        assertThat(glue.partition(NEXT).storageDescriptor().location()).isEqualTo(TABLE);
    }

    @Test
    void who_stood_still_after_the_decision_decides_again_before_anything_is_sent() {
        for (boolean asleep : new boolean[] {false, true}) {
            Fixture glue = new Fixture(directory.resolve("asleep-" + asleep));
            glue.publish(setting(1, "s3://bucket/hot/", DAY), DAY);
            List<Partition> afterEach = new ArrayList<>();
            glue.catalog().publish(ORDERS, List.of(DAY), (table, days) -> {
                afterEach.add(glue.partition(DAY));
                if (afterEach.size() == 1) {
                    // The day moves on, its hot files go, and this decision is of yesterday.
                    (asleep ? glue.wall : glue.elapsed).addAndGet(60_001);
                    return setting(1, "s3://bucket/emptied/", DAY);
                }
                return setting(1, TABLE, DAY);
            });
            assertThat(afterEach).hasSize(2);
            assertThat(afterEach.get(1).storageDescriptor().location()).isEqualTo("s3://bucket/hot/");
            assertThat(glue.partition(DAY).storageDescriptor().location()).isEqualTo(TABLE);
        }
    }
}
