package io.tarn.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import io.tarn.core.head.Owner;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HydrateLogTest {
    private static final CollectionName SHOP = new CollectionName("shop");
    private static final Instant NOW = Instant.parse("2026-11-22T06:30:00Z");
    private static final LocalDate FIRST = LocalDate.parse("2026-11-20");
    private static final LocalDate SECOND = LocalDate.parse("2026-11-21");

    @TempDir
    Path folder;

    private final List<String> reads = new ArrayList<>();
    private HydrateLog log;

    @BeforeEach
    void write() {
        ObjectStore store = Stores.open(Stores.local(folder));
        HydrateLog writing = new HydrateLog(store, SHOP);
        writing.append(record(1, FIRST));
        writing.append(record(2, SECOND));
        writing.append(record(3, FIRST, SECOND));
        log = new HydrateLog(noting(store), SHOP);
    }

    @Test
    void the_first_record_of_a_day_is_known_without_reading_what_was_read_before() {
        log.records(0, 3);
        assertThat(reads).hasSize(3);
        assertThat(log.firstWith(FIRST, 4)).contains(1L);
        assertThat(log.firstWith(SECOND, 3)).contains(2L);
        assertThat(log.firstWith(SECOND, 2)).isEmpty();
        assertThat(log.firstWith(SECOND.plusDays(1), 4)).isEmpty();
        assertThat(reads).hasSize(3);
    }

    @Test
    void what_was_not_read_before_is_read_once() {
        log.record(3);
        assertThat(log.firstWith(SECOND, 3)).contains(2L);
        assertThat(log.firstWith(FIRST, 3)).contains(1L);
        assertThat(reads).hasSize(3);
    }

    private static LogRecord record(long n, LocalDate... days) {
        List<DayOutcome> outcomes = Stream.of(days)
                .map(day -> new DayOutcome(day.toString(), Placement.HOT, 1, List.of(), List.of()))
                .toList();
        return new LogRecord(
                n,
                "t" + n,
                SHOP.value(),
                1,
                1,
                List.of(),
                outcomes,
                List.of(),
                List.of(),
                List.of(),
                null,
                NOW,
                new Owner("host", 1, NOW, NOW));
    }

    private ObjectStore noting(ObjectStore store) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("read")) {
                        reads.add(String.valueOf(args[0]));
                    }
                    return method.invoke(store, args);
                });
    }
}
