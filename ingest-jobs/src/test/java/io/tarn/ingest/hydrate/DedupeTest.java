package io.tarn.ingest.hydrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.Frame;
import io.tarn.core.config.RowSettings;
import io.tarn.core.config.RowSettings.OnConflict;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.ingest.engine.EngineException;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.hydrate.Archive.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupeTest {
    private static final WorkSizes ONE_SEGMENT_PER_TASK = new WorkSizes(1, 1 << 20, 1 << 20, 1 << 20);

    private final Hydration hydration = new Hydration(new ThreadsEngine(2));

    @TempDir
    Path folder;

    private Archive archive;

    @BeforeEach
    void archive() {
        archive = new Archive(folder);
    }

    @Test
    void theFirstReceivedWinsWhateverItsSegment() {
        archive.land(Event.of("2026-11-22T10:00:05Z", "a", "{\"n\":1}"), Event.of("2026-11-22T10:00:00Z", "b", "{}"));
        archive.land(
                Event.of("2026-11-22T10:00:00Z", "a", "{ \"n\" : 1 }"), Event.of("2026-11-22T10:00:00Z", "b", "{}"));

        assertThat(drops(Archive.settings(null, List.of()), List.of()))
                .containsExactly(Map.entry("0:0", Drop.Kind.DUPLICATE), Map.entry("1:1", Drop.Kind.DUPLICATE));
    }

    @Test
    void orderOfKeysBlanksAndEscapesDoNotMakeAConflictButNumberTextDoes() {
        archive.land(
                Event.of("2026-11-22T10:00:00Z", "a", "{\"x\":1,\"y\":{\"p\":\"\\u0041\",\"q\":[1,2]}}"),
                Event.of("2026-11-22T10:00:01Z", "a", "{ \"y\":{\"q\":[1, 2],\"p\":\"A\"}, \"x\":1}"),
                Event.of("2026-11-22T10:00:02Z", "a", "{\"x\":1.0,\"y\":{\"p\":\"A\",\"q\":[1,2]}}"),
                Event.of("2026-11-22T10:00:03Z", "a", "{\"x\":1,\"y\":{\"p\":\"A\",\"q\":[2,1]}}"));

        assertThat(drops(Archive.settings(null, List.of()), List.of()))
                .containsExactly(
                        Map.entry("0:1", Drop.Kind.DUPLICATE),
                        Map.entry("0:2", Drop.Kind.QUARANTINED),
                        Map.entry("0:3", Drop.Kind.QUARANTINED));
    }

    @Test
    void aConflictIsDroppedForAConfiguredIdAndOtherwiseAsToldTo() {
        archive.land(
                Event.of("2026-11-22T10:00:00Z", "a", "{\"k\":[1],\"v\":1}"),
                Event.of("2026-11-22T10:00:01Z", "a", "{\"k\":[1],\"v\":2}"));

        assertThat(drops(Archive.settings(null, List.of("k")), List.of())).containsValue(Drop.Kind.CONFLICT);
        assertThat(drops(Archive.settings(null, List.of("k"), 7, OnConflict.QUARANTINE), List.of()))
                .containsValue(Drop.Kind.QUARANTINED);
        assertThat(drops(Archive.settings(null, List.of(), 7, OnConflict.DEDUPLICATE), List.of()))
                .containsValue(Drop.Kind.CONFLICT);
        assertThat(drops(Archive.settings(null, List.of(), 0, OnConflict.AUTO), List.of()))
                .isEmpty();
    }

    @Test
    void anIncompleteConfiguredIdFallsBackToThePlace() {
        archive.land(
                Event.of("2026-11-22T10:00:00Z", "same", "{\"k\":null}"),
                Event.of("2026-11-22T10:00:00Z", "same", "{\"k\":null}"),
                Event.of("2026-11-22T10:00:00Z", "same", "{}"),
                Event.of("2026-11-22T10:00:00Z", "same", "{\"k\":\"1\"}"),
                Event.of("2026-11-22T10:00:00Z", "same", "{\"k\":1}"));
        RowSettings settings = Archive.settings(null, List.of("/k"));

        assertThat(drops(settings, List.of())).isEmpty();
        assertThat(hydration
                        .route(archive.spec("places", settings))
                        .segments()
                        .get(0)
                        .placeIds())
                .isEqualTo(3);
    }

    @Test
    void idsThatAreExactAtLandingNeedNoLookingUp() {
        Event line =
                new Event(Instant.parse("2026-11-22T10:00:00Z"), "import-1-7", "{}", Map.of(Frame.ID_KIND, "exact"));
        archive.land(line, line);

        Routed routed = hydration.route(archive.spec("r1", Archive.settings(null, List.of())));

        assertThat(routed.idRuns()).isEmpty();
        assertThat(hydration.dedupe(archive.spec("r1", Archive.settings(null, List.of())), routed, List.of()))
                .isEqualTo(Deduped.NONE);
    }

    @Test
    void refusesADamagedLookBack() throws IOException {
        archive.land(Event.of("2026-11-22T10:00:00Z", "a", "{}"));
        RowSettings settings = Archive.settings(null, List.of());
        HydrateSpec spec = archive.spec("r1", settings);
        DerivedObject ids =
                hydration.dedupe(spec, hydration.route(spec), List.of()).ids().get(0);
        Path file = folder.resolve("state").resolve(ids.key());
        byte[] bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);

        HydrateSpec next = archive.spec("r2", settings);
        Routed routed = hydration.route(next);

        assertThatThrownBy(() -> hydration.dedupe(next, routed, List.of(ids)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Object '" + ids.key() + "' is damaged: its checksum is");
    }

    @Test
    void agreesWithANaiveModel() {
        for (long seed = 1; seed <= 5; seed++) {
            Path own = folder.resolve("seed" + seed);
            archive = new Archive(own);
            Random random = new Random(seed);
            int lookBack = 1 + random.nextInt(4);
            OnConflict policy = OnConflict.values()[random.nextInt(3)];
            RowSettings settings =
                    Archive.settings(null, random.nextBoolean() ? List.of("/id") : List.of(), lookBack, policy);
            Model model = new Model(settings);
            List<DerivedObject> live = new ArrayList<>();
            for (int round = 0; round < 12; round++) {
                List<List<Event>> segments = landRandomly(random);
                List<String> keys = new ArrayList<>();
                Map<String, List<Event>> byKey = new TreeMap<>();
                for (List<Event> events : segments) {
                    String key = archive.land(events).key();
                    keys.add(key);
                    byKey.put(key, events);
                }
                keys.sort(null);
                HydrateSpec spec = archive.spec("r" + round, settings, ONE_SEGMENT_PER_TASK, keys);
                Routed routed = hydration.route(spec);
                Deduped deduped = hydration.dedupe(spec, routed, live);

                assertThat(read(deduped))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(model.drops(new ArrayList<>(byKey.values())));
                live.removeIf(object -> deduped.idsReplaced().contains(object.key()));
                live.addAll(deduped.ids());
                assertThat(live.stream().mapToLong(DerivedObject::count).sum())
                        .as("seed %d, round %d: every winner is known once", seed, round)
                        .isEqualTo(model.winners());
            }
            assertThat(live.stream()
                            .map(o -> IdObjects.dayOf(Archive.SHOP, o.key()))
                            .filter(d -> d.equals(LocalDate.parse("2026-11-20")))
                            .count())
                    .as("seed %d: objects of a day are merged", seed)
                    .isLessThanOrEqualTo(9);
        }
    }

    private static List<List<Event>> landRandomly(Random random) {
        List<List<Event>> segments = new ArrayList<>();
        for (int s = 1 + random.nextInt(3); s > 0; s--) {
            int day = 18 + random.nextInt(5);
            List<Event> events = new ArrayList<>();
            for (int e = 1 + random.nextInt(20); e > 0; e--) {
                String id = "id" + random.nextInt(25);
                String payload = "{\"id\":\"" + id + "\",\"v\":" + random.nextInt(2) + "}";
                events.add(Event.of("2026-11-" + day + "T00:00:0" + random.nextInt(5) + "Z", id, payload));
            }
            segments.add(events);
        }
        return segments;
    }

    private Map<String, Drop.Kind> drops(RowSettings settings, List<DerivedObject> lookBack) {
        HydrateSpec spec = archive.spec("r" + Integer.toHexString(settings.hashCode()), settings);
        return read(hydration.dedupe(spec, hydration.route(spec), lookBack));
    }

    /** "segment:seq" → why, of all days. */
    private SortedMap<String, Drop.Kind> read(Deduped deduped) {
        SortedMap<String, Drop.Kind> drops = new TreeMap<>();
        for (DropRun run : deduped.drops()) {
            for (DropRun.Slice slice : run.slices()) {
                DropCursor cursor = new DropCursor();
                cursor.add(archive.state(), run.key(), slice);
                for (int segment = 0; segment < 3; segment++) {
                    for (long seq = 0; seq < 20; seq++) {
                        Drop.Kind kind = cursor.of(segment, seq);
                        if (kind != null) {
                            drops.put(segment + ":" + seq, kind);
                        }
                    }
                }
            }
        }
        return drops;
    }

    /** The rule in its shortest form: remembers every winner, looks through all of them. */
    private static final class Model {
        private final RowSettings settings;
        private final List<Winner> winners = new ArrayList<>();

        private record Winner(String id, LocalDate day, String payload) {}

        private record Place(int segment, int seq, Event event) {}

        Model(RowSettings settings) {
            this.settings = settings;
        }

        long winners() {
            return winners.size();
        }

        SortedMap<String, Drop.Kind> drops(List<List<Event>> segments) {
            List<Place> places = new ArrayList<>();
            for (int s = 0; s < segments.size(); s++) {
                for (int e = 0; e < segments.get(s).size(); e++) {
                    places.add(new Place(s, e, segments.get(s).get(e)));
                }
            }
            places.sort((a, b) -> a.event().receivedAt().compareTo(b.event().receivedAt())); // stable
            SortedMap<String, Drop.Kind> drops = new TreeMap<>();
            for (Place place : places) {
                LocalDate day = LocalDate.ofInstant(place.event().receivedAt(), ZoneOffset.UTC);
                List<Winner> met = winners.stream()
                        .filter(w -> w.id().equals(place.event().id()))
                        .filter(w -> Math.abs(w.day().toEpochDay() - day.toEpochDay())
                                <= settings.dedupe().lookBackDays())
                        .toList();
                if (met.isEmpty()) {
                    winners.add(
                            new Winner(place.event().id(), day, place.event().payload()));
                } else if (met.stream()
                        .anyMatch(w -> w.payload().equals(place.event().payload()))) {
                    drops.put(place.segment() + ":" + place.seq(), Drop.Kind.DUPLICATE);
                } else {
                    drops.put(place.segment() + ":" + place.seq(), onConflict());
                }
            }
            return drops;
        }

        private Drop.Kind onConflict() {
            return switch (settings.dedupe().onConflict()) {
                case DEDUPLICATE -> Drop.Kind.CONFLICT;
                case QUARANTINE -> Drop.Kind.QUARANTINED;
                case AUTO -> settings.id().isEmpty() ? Drop.Kind.QUARANTINED : Drop.Kind.CONFLICT;
            };
        }
    }
}
