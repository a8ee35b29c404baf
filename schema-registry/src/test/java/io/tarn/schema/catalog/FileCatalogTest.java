package io.tarn.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.CollectionName;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCatalogTest {
    private static final CollectionName ORDERS = new CollectionName("orders");

    @TempDir
    Path directory;

    private static CatalogPartition at(String location) {
        return new CatalogPartition(location, 1, "tx", new CatalogPartition.Contents(1, 3, 100));
    }

    private Catalog catalog() {
        ObjectStore state = Stores.open(Stores.local(directory));
        return new FileCatalog(state);
    }

    private void publish(CatalogChange change) {
        catalog().publish(ORDERS, List.of(), (table, days) -> change);
    }

    @Test
    void partitions_are_set_moved_and_dropped() {
        Catalog catalog = catalog();
        assertThat(catalog.table(ORDERS)).isEmpty();
        publish(CatalogChange.setting(2, Map.of("2026-11-20", at("hot"), "2026-11-21", at("hot"))));
        publish(new CatalogChange(1, Map.of("2026-11-20", at("lake")), Set.of("2026-11-21")));
        CatalogTable table = catalog.table(ORDERS).orElseThrow();
        assertThat(table.schema()).isEqualTo(2);
        assertThat(table.partitions()).containsExactly(Map.entry("2026-11-20", at("lake")));
        publish(CatalogChange.setting(2, Map.of("2026-11-20", at("lake"))));
        assertThat(catalog.table(ORDERS)).contains(table);
    }

    @Test
    void changes_at_the_same_time_are_all_kept() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                String day = LocalDate.of(2026, 1, i).toString();
                all.add(threads.submit(() -> publish(CatalogChange.setting(1, Map.of(day, at(day))))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(catalog().table(ORDERS).orElseThrow().partitions()).hasSize(20);
    }

    @Test
    void thousands_of_partitions_are_one_change() {
        Map<String, CatalogPartition> set = new HashMap<>();
        for (int i = 0; i < 9_000; i++) {
            set.put(LocalDate.of(2000, 1, 1).plusDays(i).toString(), at("file:///lake/orders/" + i));
        }
        publish(CatalogChange.setting(1, set));
        assertThat(catalog().table(ORDERS).orElseThrow().partitions()).hasSize(9_000);
    }

    @Test
    void a_day_is_not_set_and_dropped_at_once() {
        assertThatThrownBy(() -> new CatalogChange(1, Map.of("2026-11-20", at("x")), Set.of("2026-11-20")))
                .hasMessage("Partition 2026-11-20 is to be set and dropped in one change");
    }
}
