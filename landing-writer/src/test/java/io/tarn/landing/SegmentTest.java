package io.tarn.landing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.SeqRange;
import io.tarn.core.key.SegmentKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

final class SegmentTest {
    private static final int SMALL_BLOCK = 200;
    private static final int FRAMES = 40;
    private static final SegmentKey KEY = new SegmentKey(
            new CollectionName("orders"), LocalDate.of(2026, 11, 22), "w1", "000001", 0, FRAMES - 1, FRAMES);

    @Test
    void frames_come_back_as_they_went_in() throws IOException {
        List<Frame> frames = frames();
        Outcome outcome = read(segment(frames, AvroFileWriter.BLOCK));
        assertSame(outcome.frames, frames);
        assertThat(outcome.damage).isNull();
    }

    @Test
    void avro_reads_what_was_written() throws IOException {
        List<Frame> frames = frames();
        byte[] bytes = segment(frames, SMALL_BLOCK);
        try (DataFileStream<GenericRecord> avro =
                new DataFileStream<>(new ByteArrayInputStream(bytes), new GenericDatumReader<>())) {
            assertThat(avro.getMetaString("avro.codec")).isEqualTo("zstandard");
            for (Frame frame : frames) {
                GenericRecord record = avro.next();
                assertThat(record.get("seq")).isEqualTo(frame.seq());
                assertThat(record.get("received_at")).isEqualTo(SegmentFormat.micros(frame.receivedAt()));
                assertThat(record.get("event_id").toString()).isEqualTo(frame.eventId());
                Map<String, String> headers = new TreeMap<>();
                ((Map<?, ?>) record.get("headers")).forEach((k, v) -> headers.put(k.toString(), v.toString()));
                assertThat(headers).isEqualTo(frame.headers());
                ByteBuffer payload = (ByteBuffer) record.get("payload");
                assertThat(payload).isEqualTo(ByteBuffer.wrap(frame.payload()));
            }
            assertThat(avro.hasNext()).isFalse();
        }
    }

    @Test
    void the_same_frames_give_the_same_bytes() throws IOException {
        assertThat(segment(frames(), SMALL_BLOCK)).isEqualTo(segment(frames(), SMALL_BLOCK));
    }

    @Test
    void a_flipped_bit_anywhere_costs_at_most_one_block_and_is_named() throws IOException {
        List<Frame> frames = frames();
        byte[] good = segment(frames, SMALL_BLOCK);
        int worst = 0;
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << (at % 8));
            Outcome outcome = read(bad);
            String where = "byte " + at;
            assertSubset(outcome, frames, where);
            assertThat(outcome.damage != null || outcome.frames.size() == FRAMES)
                    .as(where)
                    .isTrue();
            worst = Math.max(worst, FRAMES - outcome.frames.size());
        }
        assertThat(worst).isBetween(1, FRAMES / 3);
    }

    @Test
    void a_segment_cut_anywhere_yields_whole_blocks_and_names_the_rest() throws IOException {
        List<Frame> frames = frames();
        byte[] good = segment(frames, SMALL_BLOCK);
        int header = headerLength(good);
        for (int length = header; length < good.length; length++) {
            Outcome outcome = read(Arrays.copyOf(good, length));
            String where = "cut to " + length;
            assertSubset(outcome, frames, where);
            assertThat(outcome.damage).as(where).isNotNull();
        }
    }

    @Test
    void random_damage_never_yields_a_wrong_frame() throws IOException {
        List<Frame> frames = frames();
        byte[] good = segment(frames, SMALL_BLOCK);
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] bad = good.clone();
            int from = random.nextInt(bad.length);
            int length = Math.min(bad.length - from, 1 + random.nextInt(300));
            for (int i = 0; i < length; i++) {
                bad[from + i] = (byte) random.nextInt(256);
            }
            try {
                assertSubset(read(bad), frames, "seed " + seed);
            } catch (ForeignSegment tooMuch) {
                assertThat(length).as("seed " + seed).isGreaterThan(100);
            }
        }
    }

    @Test
    void a_copy_under_another_name_is_refused() throws IOException {
        byte[] bytes = segment(frames(), AvroFileWriter.BLOCK);
        SegmentKey other =
                new SegmentKey(new CollectionName("refunds"), KEY.received(), "w1", "000001", 0, FRAMES - 1, FRAMES);
        assertThatThrownBy(() -> SegmentReader.open(new ByteArrayInputStream(bytes), other))
                .isInstanceOf(ForeignSegment.class)
                .hasMessage("Object '" + other.key() + "' is not the segment that its name says: it says that it is '"
                        + KEY.key()
                        + "'. Nothing of it was read; move the object away, or put the right one in its place");
        assertThatThrownBy(() -> SegmentReader.open(new ByteArrayInputStream("id,name\n".getBytes(UTF_8)), other))
                .isInstanceOf(ForeignSegment.class)
                .hasMessageContaining("it holds no segment of this name");
    }

    @Test
    void a_writer_refuses_gaps_and_an_early_end() throws IOException {
        List<Frame> frames = frames();
        try (SegmentWriter writer = new SegmentWriter(KEY, new ByteArrayOutputStream())) {
            writer.add(frames.get(0));
            assertThatThrownBy(() -> writer.add(frames.get(2))).hasMessageContaining("expects frame 1, not 2");
            assertThatThrownBy(writer::finish).hasMessageContaining("got frames 0 to 0");
        }
    }

    private record Outcome(List<Frame> frames, DamagedSegment damage) {}

    private static Outcome read(byte[] bytes) throws IOException {
        try (SegmentReader reader = SegmentReader.open(new ByteArrayInputStream(bytes), KEY)) {
            List<Frame> frames = new ArrayList<>();
            for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                frames.add(frame);
            }
            return new Outcome(frames, reader.damage().orElse(null));
        }
    }

    /** Each sequence is either yielded with the right content or named as missing. */
    private static void assertSubset(Outcome outcome, List<Frame> all, String where) {
        Set<Long> open = new TreeSet<>();
        all.forEach(frame -> open.add(frame.seq()));
        for (Frame frame : outcome.frames) {
            assertThat(open.remove(frame.seq())).as(where).isTrue();
            assertSame(List.of(frame), List.of(all.get((int) frame.seq())));
        }
        if (outcome.damage != null) {
            assertThat(outcome.damage.readable()).isEqualTo(outcome.frames.size());
            for (SeqRange range : outcome.damage.missing()) {
                for (long seq = range.first(); seq <= range.last(); seq++) {
                    assertThat(open.remove(seq)).as(where).isTrue();
                }
            }
        }
        assertThat(open).as(where).isEmpty();
    }

    private static void assertSame(List<Frame> actual, List<Frame> expected) {
        assertThat(texts(actual)).isEqualTo(texts(expected));
    }

    /** A frame's payload is an array, which no two frames share. */
    private static List<String> texts(List<Frame> frames) {
        return frames.stream()
                .map(f -> f.seq() + " " + f.receivedAt() + " " + f.eventId() + " " + new TreeMap<>(f.headers()) + " "
                        + HexFormat.of().formatHex(f.payload()))
                .toList();
    }

    private static byte[] segment(List<Frame> frames, int block) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SegmentWriter writer = new SegmentWriter(KEY, out, block)) {
            for (Frame frame : frames) {
                writer.add(frame);
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    private static int headerLength(byte[] segment) {
        byte[] sync = AvroFileWriter.syncOf(KEY.key());
        for (int i = 0; ; i++) {
            if (Arrays.equals(segment, i, i + 16, sync, 0, 16)) {
                return i + 16;
            }
        }
    }

    private static List<Frame> frames() {
        Random random = new Random(42);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            byte[] payload = new byte[random.nextInt(60)];
            random.nextBytes(payload);
            Map<String, String> headers = i % 3 == 0 ? Map.of() : Map.of(Frame.ID_KIND, "exact", "größe", "ä" + i);
            frames.add(new Frame(
                    i, Instant.parse("2026-11-22T23:59:59.999999Z").minusMillis(i), "id-" + i, headers, payload));
        }
        return frames;
    }
}
