package io.tarn.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.arrival.Announcement;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.StoreException;
import io.tarn.core.store.Stores;
import io.tarn.ingest.arrival.Arrivals.Note;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArrivalsTest {
    private static final Instant THEN = Instant.parse("2026-11-22T06:30:00Z");
    private static final Clock LATER = Clock.fixed(THEN.plus(Duration.ofHours(5)), ZoneOffset.UTC);

    /** Longer than a note that came too late is looked for. */
    private static final Instant LONG_AFTER = THEN.plus(Duration.ofDays(7));
    /** More than the calls of a run that settles. */
    private static final int MOMENTS = 11;

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

    /**
     * A landing writer notes, puts and looks at any three moments of a run that settles; its clock stood still for
     * days, and the run lives to its end or dies at once after the writer's last step.
     */
    @Test
    void no_segment_is_passed_over_whenever_it_is_announced() throws IOException {
        for (int note = 0; note < MOMENTS; note++) {
            for (int look = note; look < MOMENTS; look++) {
                for (int put : note == look ? new int[] {note} : new int[] {note, look}) {
                    announced(List.of(note, put, look), false);
                    announced(List.of(note, put, look), true);
                }
            }
        }
    }

    private void announced(List<Integer> moments, boolean dies) throws IOException {
        ObjectStore store = Stores.open(Stores.local(Files.createTempDirectory(folder, "lake")));
        note(store, THEN, "w1");
        note(store, LONG_AFTER, "w2");
        Clock after = Clock.fixed(LONG_AFTER.plus(Duration.ofHours(5)), ZoneOffset.UTC);
        Deque<Runnable> steps = new ArrayDeque<>();
        SegmentKey late = segment("late");
        List<Announcement> announcement = new ArrayList<>();
        steps.add(() -> announcement.add(Announcement.of(late, store, Clock.fixed(THEN, ZoneOffset.UTC))));
        steps.add(() -> store.create(late.key(), new byte[0]));
        steps.add(() -> announcement.get(0).confirm());
        Deque<Integer> left = new ArrayDeque<>(moments);
        int[] calls = {0};
        ObjectStore watched = before(store, method -> {
            while (!left.isEmpty() && left.getFirst() == calls[0]) {
                left.removeFirst();
                steps.removeFirst().run();
            }
            calls[0]++;
            if (dies && left.isEmpty()) {
                throw failed(method);
            }
        });
        Predicate<SegmentKey> hydrated = segment -> !segment.equals(late);
        Arrivals settling = new Arrivals(watched, after);
        try {
            settling.settle(settling.unsettled(), hydrated);
        } catch (StoreException died) {
            assertThat(dies).isTrue();
        }
        steps.forEach(Runnable::run);
        Arrivals next = new Arrivals(store, after);
        assertThat(next.unsettled()).as("%s", moments).extracting(Note::segment).contains(late);
        next.settle(next.unsettled(), hydrated);
        next.settle(next.unsettled(), segment -> false);
        assertThat(next.unsettled()).as("%s", moments).extracting(Note::segment).contains(late);
        assertThat(calls[0]).as("calls of a run").isLessThanOrEqualTo(MOMENTS);
    }

    @Test
    void a_note_that_came_too_late_for_its_hour_is_found_and_goes_like_any_other() {
        ObjectStore store = Stores.open(Stores.local(folder));
        note(store, THEN.plus(Duration.ofHours(1)), "w1");
        Arrivals arrivals = new Arrivals(store, LATER);
        arrivals.settle(arrivals.unsettled(), segment -> true);
        note(store, THEN, "late");
        assertThat(arrivals.unsettled()).extracting(Note::segment).containsExactly(segment("late"));
        arrivals.settle(arrivals.unsettled(), segment -> true);
        assertThat(store.list(Keys.ARRIVALS)).extracting(object -> object.key()).containsExactly(Keys.ARRIVALS_THROUGH);
    }

    @Test
    void what_has_no_hour_is_no_note() {
        ObjectStore store = Stores.open(Stores.local(folder));
        note(store, THEN, "w1");
        store.create(Keys.ARRIVALS + "0/" + segment("w2").key().substring("archive/".length()), new byte[0]);
        Arrivals arrivals = new Arrivals(store, LATER);
        assertThat(arrivals.unsettled()).extracting(Note::segment).containsExactly(segment("w1"));
        arrivals.settle(arrivals.unsettled(), segment -> true);
        assertThat(arrivals.unsettled()).isEmpty();
    }

    private static void note(ObjectStore store, Instant at, String writer) {
        store.create(Keys.arrival(at, segment(writer)), new byte[0]);
    }

    private static SegmentKey segment(String writer) {
        return new SegmentKey(new CollectionName("shop"), LocalDate.parse("2026-11-22"), writer, "e1", 0, 0, 1);
    }

    /** Does what it is asked, but for these methods. */
    private static ObjectStore failingAt(ObjectStore store, String... methods) {
        return before(store, method -> {
            if (Arrays.asList(methods).contains(method)) {
                throw failed(method);
            }
        });
    }

    private static StoreException failed(String method) {
        return new StoreException(ExitCode.UNEXPECTED, method, "it fails", "Wait", null);
    }

    /** Tells each call before it is done. */
    private static ObjectStore before(ObjectStore store, Consumer<String> calls) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, args) -> {
                    calls.accept(method.getName());
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
