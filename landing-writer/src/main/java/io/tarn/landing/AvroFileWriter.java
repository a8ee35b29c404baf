package io.tarn.landing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.tarn.core.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes an Avro object container file (Avro 1.12 specification, "Object Container Files") with the codec
 * {@code zstandard}.
 *
 * <p>Avro's own writer takes a random sync marker and no zstd checksums by default; here equal records give equal bytes
 * (within one version of zstd), and every block carries a checksum. Not thread-safe.
 */
final class AvroFileWriter implements AutoCloseable {
    static final byte[] MAGIC = {'O', 'b', 'j', 1};
    static final int SYNC_LENGTH = 16;
    /** Uncompressed; large enough for zstd to find what repeats, small enough that damage costs little. */
    static final int BLOCK = 1 << 20;

    private static final int LEVEL = 3;

    private final OutputStream out;
    private final byte[] sync;
    private final int blockSize;
    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
    private final AvroBuffer block;
    private final AvroBuffer small = new AvroBuffer(64);
    private byte[] compressed = new byte[0];
    private long records;

    AvroFileWriter(OutputStream out, String schema, byte[] sync, Map<String, String> metadata, int blockSize)
            throws IOException {
        this.out = out;
        this.sync = sync;
        this.blockSize = blockSize;
        this.block = new AvroBuffer(blockSize + (blockSize >> 2));
        writeHeader(schema, metadata);
    }

    /** The first 16 bytes of a key's SHA-256: unique for the object and the same whenever it is written again. */
    static byte[] syncOf(String key) {
        return Arrays.copyOf(Sha256.of(key.getBytes(UTF_8)), SYNC_LENGTH);
    }

    /** The buffer that the next record's fields are appended to; {@link #endRecord} must follow. */
    AvroBuffer record() {
        return block;
    }

    void endRecord() throws IOException {
        records++;
        if (block.size() >= blockSize) {
            writeBlock();
        }
    }

    /** Writes what is left; the stream stays open. */
    void finish() throws IOException {
        if (records > 0) {
            writeBlock();
        }
        out.flush();
    }

    /** Frees native memory; writes nothing. */
    @Override
    public void close() {
        zstd.close();
    }

    private void writeHeader(String schema, Map<String, String> metadata) throws IOException {
        TreeMap<String, String> all = new TreeMap<>(metadata);
        all.put("avro.schema", schema);
        all.put("avro.codec", "zstandard");
        AvroBuffer header = new AvroBuffer(1024);
        header.append(MAGIC, 0, MAGIC.length).writeMap(all).append(sync, 0, SYNC_LENGTH);
        out.write(header.bytes(), 0, header.size());
    }

    private void writeBlock() throws IOException {
        int bound = Math.toIntExact(Zstd.compressBound(block.size()));
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        int length = zstd.compressByteArray(compressed, 0, compressed.length, block.bytes(), 0, block.size());
        small.clear();
        small.writeLong(records).writeLong(length);
        out.write(small.bytes(), 0, small.size());
        out.write(compressed, 0, length);
        out.write(sync, 0, SYNC_LENGTH);
        block.clear();
        records = 0;
    }
}
