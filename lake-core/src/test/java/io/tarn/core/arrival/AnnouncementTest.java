package io.tarn.core.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnnouncementTest {
    private static final Instant NOW = Instant.parse("2026-11-22T23:30:00Z");
    private static final SegmentKey SEGMENT =
            new SegmentKey(new CollectionName("shop"), LocalDate.parse("2026-11-22"), "w1", "e1", 0, 0, 1);

    @TempDir
    Path folder;

    private ObjectStore store;

    @BeforeEach
    void open() {
        store = Stores.open(Stores.local(folder));
    }

    @Test
    void a_note_stands_where_its_hour_is_open() {
        through("2026-11-22T22");
        announcement().confirm();
        assertThat(notes()).containsExactly(Keys.arrival(NOW, SEGMENT));
    }

    @Test
    void a_note_of_an_hour_that_was_closed_meanwhile_is_put_again_under_the_next() {
        Announcement announcement = announcement();
        through("2026-11-22T23");
        announcement.confirm();
        assertThat(notes()).contains("arrivals/2026-11-23T00/shop/received=2026-11-22/w1-e1-0-0-1.avro");
        announcement.confirm();
        assertThat(notes()).hasSize(2);
    }

    @Test
    void hours_only_move_forward() {
        ArrivalsThrough through = new ArrivalsThrough("2026-11-22T20", "2026-11-22T21");
        assertThat(through.closing("2026-11-22T20")).isEqualTo(through);
        assertThat(through.settling("2026-11-22T19")).isEqualTo(through);
        assertThat(through.closing("2026-11-22T22").settling("2026-11-22T21"))
                .isEqualTo(new ArrivalsThrough("2026-11-22T21", "2026-11-22T22"));
    }

    @Test
    void a_damaged_through_counts_as_none() {
        store.create(Keys.ARRIVALS_THROUGH, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(ArrivalsThrough.in(store)).isEqualTo(ArrivalsThrough.NONE);
    }

    private Announcement announcement() {
        return Announcement.of(SEGMENT, store, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void through(String closed) {
        store.create(Keys.ARRIVALS_THROUGH, Json.write(new ArrivalsThrough("", closed)));
    }

    private List<String> notes() {
        List<String> keys = new ArrayList<>();
        store.list("arrivals/2").forEach(note -> keys.add(note.key()));
        return keys;
    }
}
