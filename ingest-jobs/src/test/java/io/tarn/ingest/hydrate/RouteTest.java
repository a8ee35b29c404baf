package io.tarn.ingest.hydrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tarn.core.Frame;
import io.tarn.core.Reason;
import io.tarn.core.Sha256;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.hydrate.Archive.Event;
import io.tarn.landing.QuarantineReader;
import io.tarn.landing.QuarantinedFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTest {
    private final Hydration hydration = new Hydration(new ThreadsEngine(2));

    @TempDir
    Path folder;

    private Archive archive;

    @BeforeEach
    void archive() {
        archive = new Archive(folder);
    }

    @Test
    void sendsEachEventToItsDay() {
        archive.land(
                Event.of("2026-11-22T10:00:00Z", "{\"at\":\"2026-11-20T23:59:59Z\"}"),
                Event.of("2026-11-22T10:00:01Z", "{\"at\":\"2026-11-21T00:30:00+02:00\"}"),
                Event.of("2026-11-22T10:00:02Z", "{\"at\":\"1970-01-01\"}"),
                Event.of("2026-11-22T10:00:03Z", "{\"at\":\"2026-11-23T10:00:03Z\"}"));

        Routed routed = hydration.route(archive.spec("r1", Archive.settings("/at", List.of())));

        assertThat(routed.days().keySet())
                .containsExactly(
                        LocalDate.parse("1970-01-01"), LocalDate.parse("2026-11-20"), LocalDate.parse("2026-11-23"));
        assertThat(routed.days().get(LocalDate.parse("2026-11-20")))
                .isEqualTo(new Routed.Day(
                        2, 29 + 34, Instant.parse("2026-11-22T10:00:00Z"), Instant.parse("2026-11-22T10:00:01Z")));
        assertThat(routed.segments().get(0).undated()).isZero();
        assertThat(routed.evidence().isEmpty()).isFalse();
    }

    @Test
    void countsEventsWithoutAUsableTimeAsUndatedOnTheirReceivedDay() {
        archive.land(
                Event.of("2026-11-22T10:00:00Z", "{\"other\":1}"),
                Event.of("2026-11-22T10:00:00Z", "{\"at\":null}"),
                Event.of("2026-11-22T10:00:00Z", "{\"at\":\"soon\"}"),
                Event.of("2026-11-22T10:00:00Z", "{\"at\":\"2026-11-23T10:00:00.000001Z\"}"),
                Event.of("2026-11-22T10:00:00Z", "{\"at\":\"2026-11-22T09:00:00Z\"}"));

        Routed routed = hydration.route(archive.spec("r1", Archive.settings("/at", List.of())));

        assertThat(routed.days().keySet()).containsExactly(LocalDate.parse("2026-11-22"));
        assertThat(routed.segments().get(0).undated()).isEqualTo(4);
        assertThat(routed.rows()).isEqualTo(5);
    }

    @Test
    void setsInvalidFramesAside() throws IOException {
        SegmentKey key = archive.land(
                Event.of("2026-11-22T10:00:00Z", "a", "{\"n\":1}"),
                Event.of("2026-11-22T10:00:00Z", "b", "{\"n\":"),
                Event.of("2026-11-22T10:00:00Z", "c", "[1]"),
                new Event(
                        Instant.parse("2026-11-22T10:00:00Z"),
                        "d",
                        "{\"n\":1}",
                        Map.of(Frame.REASON, "too_large", Frame.DETAIL, "33 MiB", Frame.SOURCE, "x.json:7")),
                new Event(
                        Instant.parse("2026-11-22T10:00:00Z"), "e", "{}", Map.of(Frame.REASON, "of_a_newer_version")));

        Routed routed = hydration.route(archive.spec("r1", Archive.settings(null, List.of())));

        assertThat(routed.segments()).containsExactly(new Routed.Segment(key.key(), 5, List.of(), 1, 4, 0, 0, 0, null));
        List<QuarantinedFrame> frames = quarantined(routed.quarantine());
        assertThat(frames)
                .extracting(QuarantinedFrame::eventId, QuarantinedFrame::reason, QuarantinedFrame::seq)
                .containsExactly(
                        tuple("b", Reason.INVALID_JSON, 1L),
                        tuple("c", Reason.NOT_OBJECT, 2L),
                        tuple("d", Reason.TOO_LARGE, 3L),
                        tuple("e", Reason.INVALID_JSON, 4L));
        assertThat(frames.get(0).bytes()).isEqualTo("{\"n\":".getBytes(StandardCharsets.UTF_8));
        assertThat(frames.get(2).detail()).isEqualTo("33 MiB");
        assertThat(frames.get(2).source()).isEqualTo("x.json:7");
        assertThat(routed.quarantine().get(0).count()).isEqualTo(4);
        assertThat(routed.quarantine().get(0).key()).startsWith("quarantine/shop/received=2026-11-22/r1-");
    }

    @Test
    void leavesQuarantineAloneWhenOnlyFilesAreWanted() {
        archive.land(Event.of("2026-11-22T10:00:00Z", "{}"), Event.of("2026-11-22T10:00:00Z", "oops"));

        Routed routed = hydration.route(
                archive.spec("r1", Archive.settings(null, List.of())).filesOnly());

        assertThat(routed.segments().get(0).quarantined()).isEqualTo(1);
        assertThat(routed.quarantine()).isEmpty();
        assertThat(archive.state().list("quarantine/")).isEmpty();
    }

    @Test
    void quarantinesByNumberWhatADamagedSegmentLost() throws IOException {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            events.add(Event.of("2026-11-22T10:00:00Z", "{\"n\":" + i + ",\"pad\":\"" + "x".repeat(900) + "\"}"));
        }
        SegmentKey key = archive.land(events);
        Path file = folder.resolve("state").resolve(key.key());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);

        Routed routed = hydration.route(archive.spec("r1", Archive.settings(null, List.of())));

        Routed.Segment segment = routed.segments().get(0);
        assertThat(segment.count()).isEqualTo(4000);
        assertThat(segment.lost()).isPositive().isLessThan(4000);
        assertThat(segment.rows()).isEqualTo(4000 - segment.lost());
        assertThat(segment.quarantined()).isEqualTo(segment.lost());
        assertThat(segment.damage()).isNotNull();
        assertThat(quarantined(routed.quarantine()))
                .hasSize((int) segment.lost())
                .allMatch(f -> f.reason() == Reason.DAMAGED_SEGMENT && f.bytes().length == 0);
    }

    @Test
    void namesSegmentsThatCannotBeReadAndGoesOn() {
        SegmentKey good = archive.land(Event.of("2026-11-22T10:00:00Z", "{\"n\":1}"));
        SegmentKey renamed = archive.land(Event.of("2026-11-22T10:00:00Z", "{\"n\":2}"));
        String copy = renamed.key().replace("-e1-", "-e2-");
        archive.state()
                .create(copy, archive.state().read(renamed.key()).orElseThrow().bytes());
        String gone = renamed.key().replace("-e1-", "-e3-");
        List<String> keys = List.of("archive/foreign.txt", good.key(), renamed.key(), copy, gone).stream()
                .sorted()
                .toList();

        Routed routed = hydration.route(archive.spec("r1", Archive.settings(null, List.of()), WorkSizes.DEFAULT, keys));

        assertThat(routed.segments()).extracting(Routed.Segment::key).containsExactly(good.key(), renamed.key());
        assertThat(routed.unusable())
                .extracting(Routed.Unusable::key)
                .containsExactlyInAnyOrder("archive/foreign.txt", copy, gone);
        assertThat(routed.rows()).isEqualTo(2);
    }

    @Test
    void readsManySmallRunsBackInOrder() throws IOException {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.add(Event.of("2026-11-22T10:00:00Z", "{\"at\":\"2026-11-2" + i % 3 + "\",\"n\":" + i + "}"));
        }
        archive.land(events.subList(0, 250));
        archive.land(events.subList(250, 500));
        WorkSizes tiny = new WorkSizes(1, 2000, 1 << 20, 1 << 20);

        Routed routed =
                hydration.route(archive.spec("r1", Archive.settings("/at", List.of()), tiny, archive.segments()));

        assertThat(routed.runs()).hasSizeGreaterThan(6);
        List<Long> places = new ArrayList<>();
        for (SpillRun run : routed.runs()) {
            for (SpillRun.Slice slice : run.slices()) {
                SpillBlocks.Reader rows = new SpillBlocks.Reader(archive.state(), run.key(), slice);
                SpilledRow row = rows.next();
                while (row != null) {
                    String payload = new String(row.bytes(), row.from(), row.to() - row.from(), StandardCharsets.UTF_8);
                    long n = row.segment() * 250L + row.seq();
                    assertThat(payload).endsWith("\"n\":" + n + "}").contains("2026-11-2" + n % 3);
                    assertThat(slice.epochDay())
                            .isEqualTo(LocalDate.parse("2026-11-20")
                                    .plusDays(n % 3)
                                    .toEpochDay());
                    assertThat(row.hash())
                            .isEqualTo(
                                    Long.parseUnsignedLong(Sha256.hex(payload).substring(0, 16), 16));
                    places.add(n);
                    row = rows.next();
                }
            }
        }
        assertThat(places).hasSize(500).doesNotHaveDuplicates();
        assertThat(places.stream().filter(n -> n % 3 == 1).toList()).isSorted();
    }

    private List<QuarantinedFrame> quarantined(List<DerivedObject> objects) throws IOException {
        List<QuarantinedFrame> frames = new ArrayList<>();
        for (DerivedObject object : objects) {
            assertThat(Checksum.of(
                            archive.state().read(object.key()).orElseThrow().bytes()))
                    .isEqualTo(object.crc32c());
            try (QuarantineReader reader = QuarantineReader.open(archive.state(), object.key())) {
                QuarantinedFrame frame = reader.next();
                while (frame != null) {
                    frames.add(frame);
                    frame = reader.next();
                }
            }
        }
        return frames;
    }
}
