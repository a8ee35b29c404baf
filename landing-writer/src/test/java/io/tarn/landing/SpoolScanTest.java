package io.tarn.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolScanTest {
    private static final SpoolName NAME =
            SpoolName.of("w1", 7, new CollectionName("orders"), LocalDate.of(2026, 11, 22));
    private static final int FRAMES = 12;

    @TempDir
    Path folder;

    private final List<byte[]> payloads = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();

    @Test
    void a_file_cut_at_any_byte_keeps_every_frame_before_the_cut() throws IOException {
        byte[] whole = spool(false);
        for (int length = 0; length <= whole.length; length++) {
            int cut = length;
            int kept = (int) ends.stream().filter(end -> end <= cut).count();
            Scanned scanned = scan(Arrays.copyOf(whole, length));
            assertThat(scanned.frames).as("cut to %s", length).hasSize(kept);
            for (int i = 0; i < kept; i++) {
                assertThat(scanned.frames.get(i).payload()).isEqualTo(payloads.get(i));
            }
            assertThat(scanned.goodEnd).isEqualTo(kept == 0 ? 0 : ends.get(kept - 1));
            assertThat(scanned.damaged).isZero();
        }
    }

    @Test
    void zeros_behind_the_last_frame_are_an_incomplete_tail() throws IOException {
        byte[] whole = spool(false);
        Scanned scanned = scan(Arrays.copyOf(whole, whole.length + 5000));
        assertThat(scanned.frames).hasSize(FRAMES);
        assertThat(scanned.goodEnd).isEqualTo(whole.length);
    }

    @Test
    void a_flipped_bit_costs_one_frame_which_stays_as_damaged() throws IOException {
        byte[] whole = spool(false);
        for (int at = 0; at < whole.length; at++) {
            byte[] bad = whole.clone();
            bad[at] ^= (byte) (1 << (at % 8));
            Scanned scanned = scan(bad);
            String where = "byte " + at;
            assertThat(scanned.frames).as(where).hasSize(FRAMES);
            assertThat(scanned.damaged).as(where).isEqualTo(1);
            assertGapless(scanned, where);
            for (Frame frame : scanned.frames) {
                if (frame.headers().containsKey(Frame.REASON)) {
                    assertThat(frame.headers()).containsEntry(Frame.REASON, "damaged_segment");
                    assertThat(frame.payload()).as(where).isNotEmpty();
                } else {
                    assertThat(frame.payload()).as(where).isEqualTo(payloads.get((int) frame.seq()));
                }
            }
        }
    }

    @Test
    void a_flipped_bit_never_changes_what_the_closing_decision_says() throws IOException {
        byte[] whole = spool(true);
        for (int at = 0; at < whole.length; at++) {
            byte[] bad = whole.clone();
            bad[at] ^= (byte) (1 << (at % 8));
            Scanned scanned = scan(bad);
            assertThat(scanned.decided).as("byte %s", at).isEqualTo(FRAMES);
            assertThat(scanned.frames).as("byte %s", at).hasSize(FRAMES);
        }
    }

    @Test
    void whatever_happens_in_the_middle_later_frames_are_kept() throws IOException {
        byte[] whole = spool(true);
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int from = random.nextInt(whole.length);
            int to = from + random.nextInt(whole.length - from);
            byte[] bad = whole.clone();
            for (int i = from; i < to; i++) {
                bad[i] = random.nextInt(4) == 0 ? (byte) random.nextInt(256) : bad[i];
            }
            Scanned scanned = scan(bad);
            String where = "seed " + seed;
            assertGapless(scanned, where);
            for (Frame frame : scanned.frames) {
                int seq = (int) frame.seq();
                if (seq == FRAMES) {
                    // Both copies of the decision are gone; publishing looks into the archive then.
                    assertThat(frame.headers()).as(where).containsKey(Frame.REASON);
                    continue;
                }
                boolean touched = from < ends.get(seq) && (seq == 0 ? 0 : ends.get(seq - 1)) < to;
                if (!touched) {
                    assertThat(frame.payload()).as(where).isEqualTo(payloads.get(seq));
                }
            }
            int behind = (int) ends.stream().filter(end -> end >= to).count();
            assertThat(scanned.frames.size()).as(where).isGreaterThanOrEqualTo(behind > 1 ? FRAMES : 0);
        }
    }

    @Test
    void a_frame_inside_a_payload_is_never_taken_for_one() throws IOException {
        byte[] inner = spool(false);
        payloads.clear();
        ends.clear();
        SpoolName other = SpoolName.of("w2", 7, NAME.collection(), NAME.received());
        SpoolFile file = new SpoolFile(other, folder.resolve("x"), Instant.EPOCH);
        byte[] bytes = write(file, List.of(inner, new byte[] {1}));
        bytes[4] ^= 1; // the first frame's length: the reader must look for the next one
        Path path = Files.createDirectories(folder.resolve("w2")).resolve(other.fileName());
        Files.write(path, bytes);
        Scanned scanned = scan(path, other);
        assertThat(scanned.frames).hasSize(2);
        assertThat(scanned.damaged).isEqualTo(1);
        assertThat(scanned.frames.get(1).payload()).isEqualTo(new byte[] {1});
    }

    private record Scanned(List<Frame> frames, long damaged, long goodEnd, long decided) {}

    private Scanned scan(byte[] bytes) throws IOException {
        Path path = Files.createDirectories(folder.resolve("w1")).resolve(NAME.fileName());
        Files.write(path, bytes);
        return scan(path, SpoolName.parse(path).orElseThrow());
    }

    private static Scanned scan(Path path, SpoolName name) throws IOException {
        List<Frame> frames = new ArrayList<>();
        try (SpoolScan scan = new SpoolScan(Disk.REAL, path, name)) {
            while (scan.next()) {
                AvroCursor cursor = new AvroCursor(scan.body(), scan.bodyAt(), scan.bodyAt() + scan.bodyLength());
                frames.add(new Frame(
                        scan.seq(),
                        SegmentFormat.instant(cursor.readLong()),
                        cursor.readString(),
                        cursor.readMap(),
                        cursor.readBytes()));
            }
            return new Scanned(
                    frames, scan.damaged(), scan.goodEnd(), scan.decided().orElse(-1));
        } catch (AvroCursor.Malformed impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void assertGapless(Scanned scanned, String where) {
        for (int i = 0; i < scanned.frames.size(); i++) {
            assertThat(scanned.frames.get(i).seq()).as(where).isEqualTo(i);
        }
    }

    private byte[] spool(boolean closed) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < FRAMES; i++) {
            byte[] payload = new byte[1 + random.nextInt(40)];
            random.nextBytes(payload);
            payloads.add(payload);
        }
        byte[] bytes = write(new SpoolFile(NAME, folder.resolve("x"), Instant.EPOCH), payloads);
        if (!closed) {
            return bytes;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes);
        all.write(new SpoolFormat(NAME).decision(FRAMES));
        return all.toByteArray();
    }

    private byte[] write(SpoolFile file, List<byte[]> events) throws IOException {
        byte[] headers = new AvroBuffer(64).writeMap(Map.of("a", "b")).toByteArray();
        for (byte[] event : events) {
            file.append(1_795_305_600_000_000L, "id", headers, event, 0, event.length);
            ends.add((int) file.bytes());
        }
        file.take();
        file.write(Disk.REAL);
        byte[] bytes = Files.readAllBytes(file.path());
        file.abandon();
        Files.delete(file.path());
        return bytes;
    }
}
