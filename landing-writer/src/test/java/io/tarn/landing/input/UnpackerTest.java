package io.tarn.landing.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

final class UnpackerTest {
    private static final byte[] TEXT = text(300_000);

    @Test
    void plain_gzip_and_zstd_of_any_nesting_are_unpacked() throws IOException {
        for (UnaryOperator<byte[]> packing : List.<UnaryOperator<byte[]>>of(
                UnaryOperator.identity(),
                UnpackerTest::gzip,
                UnpackerTest::zstd,
                bytes -> gzip(zstd(bytes)),
                bytes -> zstd(gzip(gzip(bytes))))) {
            Unpacked unpacked = unpack(packing.apply(TEXT));
            assertThat(unpacked.torn).isNull();
            assertThat(unpacked.leaves).hasSize(1);
            assertThat(unpacked.leaves.get(0).bytes()).isEqualTo(TEXT);
            assertThat(unpacked.leaves.get(0).member()).isEmpty();
        }
    }

    @Test
    void several_gzip_members_or_zstd_frames_are_one_text() throws IOException {
        byte[] half = Arrays.copyOf(TEXT, 1000);
        for (UnaryOperator<byte[]> packing : List.<UnaryOperator<byte[]>>of(UnpackerTest::gzip, UnpackerTest::zstd)) {
            Unpacked unpacked = unpack(concat(packing.apply(half), packing.apply(TEXT)));
            assertThat(unpacked.torn).isNull();
            assertThat(unpacked.leaves.get(0).bytes()).isEqualTo(concat(half, TEXT));
        }
        assertThat(unpack(concat(gzip(half), new byte[700])).torn).isNull();
    }

    @Test
    void torn_gzip_and_zstd_give_their_good_part_the_same_each_time() throws IOException {
        for (UnaryOperator<byte[]> packing : List.<UnaryOperator<byte[]>>of(UnpackerTest::gzip, UnpackerTest::zstd)) {
            byte[] packed = packing.apply(TEXT);
            for (int length = 30; length < packed.length; length += packed.length / 23) {
                Unpacked unpacked = unpack(Arrays.copyOf(packed, length));
                assertThat(unpacked.torn).isNotNull();
                byte[] good = unpacked.leaves.get(0).bytes();
                assertThat(good).isEqualTo(Arrays.copyOf(TEXT, good.length));
                assertThat(unpack(Arrays.copyOf(packed, length)).leaves.get(0).bytes())
                        .isEqualTo(good);
            }
        }
        byte[] gzip = gzip(TEXT);
        assertThat(unpack(Arrays.copyOf(gzip, gzip.length - 1)).leaves.get(0).bytes())
                .isEqualTo(TEXT);
    }

    @Test
    void a_wrong_checksum_and_garbage_behind_gzip_are_torn() throws IOException {
        byte[] bad = gzip(TEXT);
        bad[bad.length - 6] ^= 1;
        assertThat(unpack(bad).torn).isEqualTo("the gzip data does not match its checksum");
        assertThat(unpack(bad).leaves.get(0).bytes()).isEqualTo(TEXT);
        Unpacked junk = unpack(concat(gzip(TEXT), "junk".getBytes(UTF_8)));
        assertThat(junk.torn).isEqualTo("something that is no gzip follows the gzip data");
        assertThat(junk.leaves.get(0).bytes()).isEqualTo(TEXT);
    }

    @Test
    void members_of_a_tar_are_leaves_and_hidden_ones_are_counted() throws IOException {
        String longName = "a/".repeat(120) + "deep.json";
        byte[] tar = tar("a.json", "1", "./dir/b.json", "22", "_SUCCESS", "", "dir/.c/d.json", "x", longName, "333");
        for (UnaryOperator<byte[]> packing :
                List.<UnaryOperator<byte[]>>of(UnaryOperator.identity(), UnpackerTest::gzip, UnpackerTest::zstd)) {
            Unpacked unpacked = unpack(packing.apply(tar));
            assertThat(unpacked.torn).isNull();
            assertThat(unpacked.skipped).isEqualTo(2);
            assertThat(unpacked.leaves)
                    .extracting(leaf -> leaf.member() + "=" + new String(leaf.bytes(), UTF_8))
                    .containsExactly("a.json=1", "dir/b.json=22", longName + "=333");
        }
    }

    @Test
    void archives_in_archives_are_unpacked_and_their_paths_joined() throws IOException {
        byte[] inner = tar("b.json", "2");
        byte[] outer =
                tar(new String[] {"x/in.tar.gz", "c.json.gz"}, new byte[][] {gzip(inner), gzip("3".getBytes(UTF_8))});
        assertThat(unpack(outer).leaves)
                .extracting(leaf -> leaf.member() + "=" + new String(leaf.bytes(), UTF_8))
                .containsExactly("x/in.tar.gz!b.json=2", "c.json.gz=3");
    }

    @Test
    void a_tar_cut_anywhere_is_torn_and_its_whole_members_are_good() throws IOException {
        byte[] tar = tar("a.json", "1".repeat(600), "b.json", "2".repeat(100));
        for (int length = 512; length < 512 * 6; length += 97) {
            Unpacked unpacked = unpack(Arrays.copyOf(tar, length));
            assertThat(unpacked.torn).as("cut to %s", length).isNotNull();
            if (length >= 512 * 3) {
                assertThat(unpacked.leaves.get(0).bytes())
                        .as("cut to %s", length)
                        .hasSize(600);
            }
        }
        assertThat(unpack(Arrays.copyOf(tar, 512 * 5 + 512)).torn).isNull(); // one zero block is an end
        assertThat(unpack(Arrays.copyOf(tar, 512 * 5)).torn).isEqualTo("the tar ends early");
    }

    @Test
    void tars_in_a_row_are_all_read_and_garbage_behind_one_is_named() throws IOException {
        assertThat(unpack(concat(tar("a", "1"), tar("b", "2"))).leaves).hasSize(2);
        byte[] junk = new byte[512];
        Arrays.fill(junk, (byte) 'x');
        Unpacked unpacked = unpack(concat(tar("a", "1"), junk));
        assertThat(unpacked.torn).isEqualTo("something that is no tar follows the tar");
        assertThat(unpacked.leaves).hasSize(1);
    }

    @Test
    void a_torn_compressed_tar_tears_the_member_it_ends_in() throws IOException {
        byte[] noise = new byte[200_000];
        new Random(5).nextBytes(noise);
        byte[] packed = gzip(tar(new String[] {"a", "b"}, new byte[][] {TEXT, noise}));
        Unpacked unpacked = unpack(Arrays.copyOf(packed, packed.length - 50_000));
        assertThat(unpacked.torn).isEqualTo("the gzip data ends early");
        assertThat(unpacked.leaves).hasSize(2);
        assertThat(unpacked.leaves.get(0).bytes()).isEqualTo(TEXT);
        assertThat(unpacked.leaves.get(0).torn()).isNull();
        assertThat(unpacked.leaves.get(1).torn()).isEqualTo("the gzip data ends early");
    }

    @Test
    void empty_and_tiny_inputs_are_plain() throws IOException {
        assertThat(unpack(new byte[0]).leaves).hasSize(1);
        assertThat(unpack("{}".getBytes(UTF_8)).leaves.get(0).bytes()).hasSize(2);
    }

    private record Found(String member, byte[] bytes, String torn) {}

    private record Unpacked(List<Found> leaves, long skipped, String torn) {}

    private static Unpacked unpack(byte[] bytes) throws IOException {
        List<Found> leaves = new ArrayList<>();
        Unpacker unpacker = new Unpacker(leaf -> {
            byte[] content = leaf.content().readAllBytes();
            leaves.add(new Found(leaf.member(), content, leaf.content().torn()));
        });
        unpacker.unpack(new ByteArrayInputStream(bytes));
        return new Unpacked(leaves, unpacker.skipped(), unpacker.torn());
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] zstd(byte[] bytes) {
        return Zstd.compress(bytes);
    }

    private static byte[] tar(String... namesAndTexts) throws IOException {
        String[] names = new String[namesAndTexts.length / 2];
        byte[][] contents = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            names[i] = namesAndTexts[2 * i];
            contents[i] = namesAndTexts[2 * i + 1].getBytes(UTF_8);
        }
        return tar(names, contents);
    }

    private static byte[] tar(String[] names, byte[][] contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (int i = 0; i < names.length; i++) {
                TarArchiveEntry entry = new TarArchiveEntry(names[i]);
                entry.setSize(contents[i].length);
                tar.putArchiveEntry(entry);
                tar.write(contents[i]);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] text(int length) {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append("{\"n\":").append(random.nextInt()).append("}\n");
        }
        return text.toString().getBytes(UTF_8);
    }
}
