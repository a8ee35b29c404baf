package io.tarn.orchestration.demo;

import io.tarn.core.CollectionName;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.publish.Heads;
import io.tarn.schema.Column;
import io.tarn.schema.SchemaRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the lake looks like now: its files, its days and its columns. */
final class DemoTables {
    private final ObjectStore lake;
    private final ObjectStore state;
    private final SchemaRegistry schemas;
    private final Clock clock;

    DemoTables(TarnConfig config, Clock clock) {
        lake = Stores.open(config.lake());
        state = Stores.open(config.state());
        schemas = new SchemaRegistry(state);
        this.clock = clock;
    }

    /** The hot files of a day, of all collections. */
    List<ObjectStat> hot(LocalDate day) {
        List<ObjectStat> files = new ArrayList<>();
        for (String collection : WebShop.COLLECTIONS) {
            state.list(Keys.hotPartition(new CollectionName(collection), day)).forEach(files::add);
        }
        return files;
    }

    /** The files of a day in the lake, of all collections. */
    List<ObjectStat> published(LocalDate day) {
        return WebShop.COLLECTIONS.stream()
                .flatMap(collection -> published(collection, day).stream())
                .toList();
    }

    List<ObjectStat> published(String collection, LocalDate day) {
        List<ObjectStat> files = new ArrayList<>();
        lake.list(Keys.lakePartition(new CollectionName(collection), day)).forEach(files::add);
        return files;
    }

    /** Rows that queries see. */
    long rows(String collection, LocalDate day) {
        return head(collection, day).map(Head::rows).orElse(0L);
    }

    /** Rows that wait to be appended. */
    long waiting(String collection, LocalDate day) {
        return head(collection, day).stream()
                .flatMap(head -> head.waiting().stream())
                .mapToLong(FileEntry::rows)
                .sum();
    }

    /** The columns of a top-level field: the plain one, then its variants. */
    List<Column> columns(String collection, String key) {
        return schemas.newest(new CollectionName(collection)).root().columns().stream()
                .filter(column -> column.key().equals(key))
                .toList();
    }

    private Optional<Head> head(String collection, LocalDate day) {
        return new Heads(state, new CollectionName(collection), clock).read(day);
    }
}
