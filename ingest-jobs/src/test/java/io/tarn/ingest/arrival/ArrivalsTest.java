package io.tarn.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.StoreException;
import io.tarn.core.store.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArrivalsTest {
    private static final Instant THEN = Instant.parse("2026-11-22T06:30:00Z");
    private static final Clock LATER = Clock.fixed(THEN.plus(Duration.ofHours(5)), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void settled_notes_that_a_crash_kept_from_being_deleted_are_deleted_by_the_next_run() {
        ObjectStore store = Stores.open(Stores.local(folder));
        note(store, THEN, "w1");
        note(store, THEN, "w2");
        Arrivals dying = new Arrivals(failingAt(store, "deleteAll", "swap"), LATER);
        assertThatThrownBy(() -> dying.settle(dying.unsettled(), segment -> true))
                .isInstanceOf(StoreException.class);
        Arrivals next = new Arrivals(store, LATER);
        next.settle(next.unsettled(), segment -> true);
        assertThat(store.list(Keys.ARRIVALS)).extracting(object -> object.key()).containsExactly(Keys.ARRIVALS_THROUGH);
        assertThat(next.unsettled()).isEmpty();
    }

    @Test
    void notes_of_an_hour_that_is_not_settled_stay() {
        ObjectStore store = Stores.open(Stores.local(folder));
        note(store, THEN, "w1");
        note(store, THEN.plus(Duration.ofHours(1)), "w2");
        note(store, THEN.plus(Duration.ofHours(1)), "w3");
        Arrivals arrivals = new Arrivals(store, LATER);
        arrivals.settle(arrivals.unsettled(), segment -> !segment.writer().equals("w3"));
        assertThat(arrivals.unsettled())
                .extracting(note -> note.segment().writer())
                .containsExactly("w2", "w3");
    }

    private static void note(ObjectStore store, Instant at, String writer) {
        SegmentKey key =
                new SegmentKey(new CollectionName("shop"), LocalDate.parse("2026-11-22"), writer, "e1", 0, 0, 1);
        store.create(Keys.arrival(at, key), new byte[0]);
    }

    /** Does what it is asked, but for these methods. */
    private static ObjectStore failingAt(ObjectStore store, String... methods) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, args) -> {
                    if (Arrays.asList(methods).contains(method.getName())) {
                        throw new StoreException(ExitCode.UNEXPECTED, method.getName(), "it fails", "Wait", null);
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
