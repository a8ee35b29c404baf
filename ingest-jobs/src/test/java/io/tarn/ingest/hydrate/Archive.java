package io.tarn.ingest.hydrate;

import io.tarn.columnar.FileSizes;
import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.config.RowSettings;
import io.tarn.core.config.RowSettings.Dedupe;
import io.tarn.core.config.RowSettings.EventTime;
import io.tarn.core.config.RowSettings.OnConflict;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.landing.SegmentWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A raw archive made by a test: segments of collection "shop" under a folder, and what hydrates it. */
public final class Archive {
    public static final CollectionName SHOP = new CollectionName("shop");

    private final Path root;
    private final ObjectStore state;
    private final List<String> segments = new ArrayList<>();
    private int writers;

    public Archive(Path root) {
        this.root = root;
        this.state = Stores.open(Stores.local(root.resolve("state")));
    }

    public ObjectStore state() {
        return state;
    }

    public ObjectStore lake() {
        return Stores.open(Stores.local(root.resolve("lake")));
    }

    public Path root() {
        return root;
    }

    /** An event of a producer: id and payload. */
    public record Event(Instant receivedAt, String id, String payload, Map<String, String> headers) {
        public static Event of(String receivedAt, String payload) {
            return new Event(Instant.parse(receivedAt), "", payload, Map.of());
        }

        public static Event of(String receivedAt, String id, String payload) {
            return new Event(Instant.parse(receivedAt), id, payload, Map.of());
        }
    }

    /** Lands the events, all received on one day, as one segment. */
    public SegmentKey land(Event... events) {
        return land(List.of(events));
    }

    public SegmentKey land(List<Event> events) {
        LocalDate day = LocalDate.ofInstant(events.get(0).receivedAt(), ZoneOffset.UTC);
        String writer = "w" + (char) ('a' + writers / 26) + (char) ('a' + writers % 26);
        writers++;
        SegmentKey key = new SegmentKey(SHOP, day, writer, "e1", 0, events.size() - 1, events.size());
        state.create(key.key(), bytes(key, events));
        segments.add(key.key());
        return key;
    }

    public static byte[] bytes(SegmentKey key, List<Event> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SegmentWriter out = new SegmentWriter(key, bytes)) {
            long seq = key.firstSeq();
            for (Event e : events) {
                byte[] payload = e.payload().getBytes(StandardCharsets.UTF_8);
                out.add(new Frame(seq++, e.receivedAt(), e.id(), new TreeMap<>(e.headers()), payload));
            }
            out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public List<String> segments() {
        return segments.stream().sorted().toList();
    }

    /** A hydrate of everything landed so far. */
    public HydrateSpec spec(String run, RowSettings settings) {
        return spec(run, settings, WorkSizes.DEFAULT, segments());
    }

    /** A hydrate of some of it. */
    public HydrateSpec hydrate(String run, RowSettings settings, List<String> keys) {
        return spec(run, settings, WorkSizes.DEFAULT, keys);
    }

    public HydrateSpec spec(String run, RowSettings settings, WorkSizes work, List<String> keys) {
        return new HydrateSpec(
                lake().location(),
                state.location(),
                SHOP.value(),
                run,
                settings,
                1,
                FileSizes.DEFAULT,
                keys,
                Frames.ALL,
                work,
                HydrateSpec.Outputs.ALL);
    }

    /** Settings with an event time (ISO 8601, null: none) and a configured id. */
    public static RowSettings settings(@Nullable String eventTime, List<String> id) {
        return settings(eventTime, id, 7, OnConflict.AUTO);
    }

    public static RowSettings settings(
            @Nullable String eventTime, List<String> id, int lookBackDays, OnConflict onConflict) {
        return new RowSettings(
                eventTime == null ? null : new EventTime(eventTime, "iso8601", "UTC"),
                id,
                new Dedupe(lookBackDays, onConflict),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                1000);
    }
}
